using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = max x;  dx = dy for the largest (the first one along lines, pixels and positions; among features equal ones share it).
/// </summary>
internal sealed class MaxOverOp(MaxOverAttribute attribute) : OverAxisOp(attribute, PoolRole.Max)
{
    public override bool IsMaximum(OperationUse use) => attribute.Axis != Axis.Features && use.Padding < 0;

    protected override double Neutral => -VeryLarge;

    protected override Node Finish(ForwardContext c, Node pooled) => c.Use.Padding < 0
        ? pooled
        : c.Map($"{c.Label} of some", c.Use.Output, Expr.Greater(new Expr.Input(0), -VeryLarge / 2, new Expr.Input(0), 0), pooled);

    protected override Node OverRow(ForwardContext c) =>
        c.Reduce($"{c.Label} max", ReduceOperator.Max, c.Input.Shape.PerRow(), new Expr.Input(0), c.Input);
}
