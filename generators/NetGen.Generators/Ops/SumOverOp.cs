using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = Σ x;  dx = dy. Along lines, pixels and positions it is their mean, as often as there are.</summary>
internal sealed class SumOverOp(SumOverAttribute attribute) : OverAxisOp(attribute, PoolRole.Average)
{
    public override bool PassesProbabilities => false;

    protected override Node Finish(ForwardContext c, Node pooled)
    {
        Expr count = attribute.Axis == Axis.Length ? Expr.RowsOf(c.Input.Shape) : attribute.Axis.Size(c.Input.Shape)!.Value;
        return c.Map($"{c.Label} sum", c.Use.Output, new Expr.Input(0) * count, pooled);
    }

    protected override Node OverRow(ForwardContext c) =>
        c.Reduce($"{c.Label} sum", ReduceOperator.Sum, c.Input.Shape.PerRow(), new Expr.Input(0), c.Input);
}
