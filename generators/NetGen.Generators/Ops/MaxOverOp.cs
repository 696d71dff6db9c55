using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = max x;  dx = dy for the largest (the first one along lines, pixels and positions; among features equal ones share it).
/// </summary>
internal sealed class MaxOverOp(MaxOverAttribute attribute) : OverAxisOp(attribute.Axis, PoolRole.Max)
{
    protected override Node OverRow(ForwardContext c) =>
        c.Reduce($"{c.Label} max", ReduceOperator.Max, c.Input.Shape.PerRow(), new Expr.Input(0), c.Input);
}
