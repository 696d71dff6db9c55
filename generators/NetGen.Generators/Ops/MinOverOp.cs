using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = min x = −max −x;  dx = dy for the smallest (the first one along lines, pixels and positions; among features equal ones share it).
/// </summary>
internal sealed class MinOverOp(MinOverAttribute attribute) : OverAxisOp(attribute, PoolRole.Max)
{
    protected override double Neutral => VeryLarge;

    protected override Node Finish(ForwardContext c, Node pooled) => c.Use.Padding < 0
        ? pooled
        : c.Map($"{c.Label} of some", c.Use.Output, Expr.Greater(VeryLarge / 2, new Expr.Input(0), new Expr.Input(0), 0), pooled);

    protected override Node Over(ForwardContext c, Node x) => c.Map(
        $"{c.Label} smallest", c.Use.Output, -new Expr.Input(0),
        base.Over(c, c.Map($"{c.Label} negative", c.Input.Shape, -new Expr.Input(0), x)));

    protected override Node OverRow(ForwardContext c) => c.Map(
        $"{c.Label} min", c.Input.Shape.PerRow(), -new Expr.Input(0),
        c.Reduce($"{c.Label} max", ReduceOperator.Max, c.Input.Shape.PerRow(), -new Expr.Input(0), c.Input));
}
