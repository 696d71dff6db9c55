using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>L = mean of eˣ − t·x;  dx = (eˣ − t) / count.</summary>
internal sealed class PoissonNllLoss : Criterion
{
    public override bool TakesLabels => false;

    public override (double Least, double Largest)? TargetRange => (0, double.MaxValue);

    public override string? Missing(Reach reach, int channels) => reach.MissingOfExponential("rate");

    public override bool Check(ShapeRule rule) => true;

    public override LossNodes Build(LossContext c)
    {
        Expr x = new Expr.Input(0);
        return c.Mean("loss", Expr.Exp(x) - new Expr.Input(1) * x);
    }
}
