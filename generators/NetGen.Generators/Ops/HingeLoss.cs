using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>L = mean of max(0, 1 − s·x), s = 1 where t > ½, else −1;  dx = −s / count where s·x &lt; 1, else 0.</summary>
internal sealed class HingeLoss : Criterion
{
    public override bool TakesLabels => false;

    public override bool IsBinary => true;

    public override (double Least, double Largest)? TargetRange => (-1, 1);

    public override string? Missing(Reach reach, int channels) => reach.MissingOfSigns();

    public override bool Check(ShapeRule rule) => true;

    public override LossNodes Build(LossContext c)
    {
        Expr s = Expr.Greater(new Expr.Input(1), 0.5, 1, -1);
        return c.Mean("loss", Expr.Max(1 - s * new Expr.Input(0), 0));
    }
}
