using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = Σ x / n;  dx = dy / n.</summary>
internal sealed class MeanOverOp(MeanOverAttribute attribute) : OverAxisOp(attribute.Axis, PoolRole.Average)
{
    protected override Node OverRow(ForwardContext c) => c.Map(
        $"{c.Label} mean", c.Input.Shape.PerRow(), new Expr.Input(0) * (1.0 / c.Input.Shape.Channels),
        c.Reduce($"{c.Label} sum", ReduceOperator.Sum, c.Input.Shape.PerRow(), new Expr.Input(0), c.Input));
}
