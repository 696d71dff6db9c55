using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// L = mean over the rows of Σ max(0, m − x[label] + xᵢ) / n over the other classes i;  dxᵢ = 1 / (n·rows) where that is above 0, else 0,
/// and dx[label] is minus their sum.
/// </summary>
internal sealed class MultiMarginLoss(MultiMarginLossAttribute attribute) : Criterion
{
    public override bool TakesLabels => true;

    private double Margin => Rate.AsWritten(attribute.Margin);

    public override bool Check(ShapeRule rule) => HasClasses(rule) && rule.IsFactor(Margin);

    public override LossNodes Build(LossContext c)
    {
        Node x = c.Output;
        TensorShape row = x.Shape.PerRow();
        double ofClass = 1.0 / x.Shape.Channels;
        Expr a = new Expr.Input(0), label = new Expr.OneHot(1), lack = a - new Expr.Input(2) + Margin;
        Node own = c.Reduce("loss target", ReduceOperator.Sum, row, label * a, x, c.Target);
        Node sum = c.Reduce("loss sum", ReduceOperator.Sum, row, (1 - label) * Expr.Max(lack, 0), x, c.Target, own);
        Node total = c.Total("loss total", a, sum);
        Expr lacks = (1 - label) * Expr.Greater(lack, 0, 1, 0);
        Node count = c.Reduce("∂loss count", ReduceOperator.Sum, row, lacks, x, c.Target, own);
        Expr dx = (lacks - label * new Expr.Input(3)) * (Expr.LossScale(x.Shape) * ofClass);
        return (
            c.Map("loss", TensorShape.Scalar, a * (Expr.PerRow(x.Shape) * ofClass), total),
            c.Map("∂output", x.Shape, dx, x, c.Target, own, count));
    }
}
