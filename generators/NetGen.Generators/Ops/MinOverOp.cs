using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = min x = −max −x;  dx = dy for the smallest (the first one along lines, pixels and positions; among features equal ones share it).
/// </summary>
internal sealed class MinOverOp(MinOverAttribute attribute) : OverAxisOp(attribute.Axis, PoolRole.Max)
{
    public override Node Forward(ForwardContext c)
    {
        if (attribute.Axis == Axis.Features)
        {
            return base.Forward(c);
        }

        Node negative = c.Map($"{c.Label} negative", c.Input.Shape, -new Expr.Input(0), c.Input);
        return c.Map($"{c.Label} smallest", c.Use.Output, -new Expr.Input(0), Over(c, negative));
    }

    protected override Node OverRow(ForwardContext c) => c.Map(
        $"{c.Label} min", c.Input.Shape.PerRow(), -new Expr.Input(0),
        c.Reduce($"{c.Label} max", ReduceOperator.Max, c.Input.Shape.PerRow(), -new Expr.Input(0), c.Input));
}
