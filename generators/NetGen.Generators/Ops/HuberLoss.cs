using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>L = mean of d²/2 where |d| ≤ δ, else δ·(|d| − δ/2), d = x − t;  dx = min(max(d, −δ), δ) / count.</summary>
internal sealed class HuberLoss(HuberLossAttribute attribute) : Criterion
{
    public override bool TakesLabels => false;

    private double Delta => Rate.AsWritten(attribute.Delta);

    public override bool Check(ShapeRule rule) => rule.IsFactor(Delta);

    public override LossNodes Build(LossContext c)
    {
        Expr d = new Expr.Input(0) - new Expr.Input(1), size = Expr.Abs(d);
        return c.Mean("loss", Expr.Greater(size, Delta, (size - Delta / 2) * Delta, d * d * 0.5), Expr.Min(Expr.Max(d, -Delta), Delta));
    }
}
