using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// L = 1 − (2·I + s) / (U + s), I = Σ p·t, U = Σ p + Σ t, p = σ(x), over the batch;  dx = ((1 − L) − 2·t)·p·(1 − p) / (U + s).
/// </summary>
internal sealed class DiceLoss(DiceLossAttribute attribute) : Criterion
{
    public override bool TakesLabels => false;

    public override bool IsBinary => true;

    public override (double Least, double Largest)? TargetRange => (0, 1);

    public override string? Squashes => "the sigmoid";

    private double Smooth => Rate.AsWritten(attribute.Smooth);

    public override string? Missing(Reach reach, int channels) => reach.MissingOfSigmoid();

    public override bool Check(ShapeRule rule) => rule.IsFactor(Smooth);

    public override LossNodes Build(LossContext c)
    {
        Node x = c.Output;
        Expr a = new Expr.Input(0), b = new Expr.Input(1), p = Expr.Sigmoid(a);
        Node both = c.Total("loss both", p * b, x, c.Target);
        Node either = c.Total("loss either", p + b, x, c.Target);
        Node score = c.Map("loss score", TensorShape.Scalar, (a * 2 + Smooth) / (b + Smooth), both, either);
        Node share = c.Map("∂loss share", TensorShape.Scalar, Expr.LossShare(x.Shape) / (a + Smooth), either);
        Expr dx = (new Expr.Input(2) - b * 2) * (p * (1 - p)) * new Expr.Input(3);
        return (
            c.Map("loss", TensorShape.Scalar, 1 - a, score),
            c.Map("∂output", x.Shape, dx, x, c.Target, score, share));
    }
}
