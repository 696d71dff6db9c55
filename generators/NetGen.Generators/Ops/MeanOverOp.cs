using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = Σ x / n;  dx = dy / n.</summary>
internal sealed class MeanOverOp(MeanOverAttribute attribute) : OverAxisOp(attribute, PoolRole.Average)
{
    /// <summary>The mean over all positions, padding as 0, is too small by the share of those that count.</summary>
    protected override Node Finish(ForwardContext c, Node pooled) => c.Use.Padding < 0
        ? pooled
        : c.Map(
            $"{c.Label} of those", c.Use.Output, new Expr.Input(0) * Expr.RowsOf(c.Input.Shape) * new Expr.Input(1),
            pooled, PaddingMask.InverseCount(c));

    protected override Node OverRow(ForwardContext c) => c.Map(
        $"{c.Label} mean", c.Input.Shape.PerRow(), new Expr.Input(0) * (1.0 / c.Input.Shape.Channels),
        c.Reduce($"{c.Label} sum", ReduceOperator.Sum, c.Input.Shape.PerRow(), new Expr.Input(0), c.Input));
}
