using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>L = mean of max(q·d, (q − 1)·d), d = t − x;  dx = −q / count where d > 0, else (1 − q) / count.</summary>
internal sealed class QuantileLoss(QuantileLossAttribute attribute) : Criterion
{
    public override bool TakesLabels => false;

    public override bool Check(ShapeRule rule) => 
        rule.Check(attribute.Quantile, attribute.Quantile > 0 && attribute.Quantile < 1, "above 0 and below 1");

    public override LossNodes Build(LossContext c)
    {
        double q = Rate.AsWritten(attribute.Quantile);
        Expr d = new Expr.Input(1) - new Expr.Input(0);
        return c.Mean("loss", Expr.Greater(d, 0, d * q, d * (q - 1)));
    }
}
