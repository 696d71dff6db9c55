using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>L = mean of d²/(2β) where |d| &lt; β, else |d| − β/2, d = x − t;  dx = min(max(d/β, −1), 1) / count.</summary>
internal sealed class SmoothL1Loss(SmoothL1LossAttribute attribute) : Criterion
{
    public override bool TakesLabels => false;

    private double Beta => Rate.AsWritten(attribute.Beta);

    public override bool Check(ShapeRule rule) => rule.IsFactor(Beta);

    public override LossNodes Build(LossContext c)
    {
        Expr d = new Expr.Input(0) - new Expr.Input(1), size = Expr.Abs(d);
        return c.Mean("loss", Expr.Greater(size, Beta, size - Beta / 2, d * d * (0.5 / Beta)), Expr.Min(Expr.Max(d / Beta, -1), 1));
    }
}
