using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>L = mean over the rows of Σ t·(log t − x), 0·log 0 = 0;  dx = −t / rows.</summary>
internal sealed class KlDivergenceLoss : Criterion
{
    public override bool TakesLabels => false;

    public override (double Least, double Largest)? TargetRange => (0, 1);

    public override string? Missing(Reach reach, int channels) => reach.MissingOfLogarithms();

    public override bool Check(ShapeRule rule) => true;

    public override LossNodes Build(LossContext c)
    {
        Expr t = new Expr.Input(1);
        return c.MeanOfRows("loss", Expr.Greater(t, 0, t * (Expr.Log(t) - new Expr.Input(0)), 0), -t);
    }
}
