using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// L = mean of softplus(x) − x·t;  dx = (sigmoid(x) − t) / count.
/// With labels smoothed by s, (1 − s)·t + s/2 stands for t.
/// Where a yes counts p: L = mean of (1 − t)·x + (1 + (p − 1)·t)·softplus(−x);  dx = (1 − t − (1 + (p − 1)·t)·sigmoid(−x)) / count.
/// </summary>
internal sealed class BinaryCrossEntropyWithLogitsLoss(BinaryCrossEntropyWithLogitsLossAttribute attribute) : Criterion
{
    public override bool TakesLabels => false;

    public override bool IsBinary => true;

    public override (double Least, double Largest)? TargetRange => (0, 1);

    public override string? Squashes => "the sigmoid";

    private double PositiveWeight => Rate.AsWritten(attribute.PositiveWeight);

    private double Smoothing => Rate.AsWritten(attribute.LabelSmoothing);

    public override string? Missing(Reach reach, int channels) => reach.MissingOfSigmoid();

    public override bool Check(ShapeRule rule) =>
        rule.IsFactor(PositiveWeight) && rule.IsShare(Smoothing, "attribute.LabelSmoothing");

    public override LossNodes Build(LossContext c)
    {
        Expr x = new Expr.Input(0), given = new Expr.Input(1), t = Smoothing > 0 ? given * (1 - Smoothing) + Smoothing / 2 : given;
        return c.Mean("loss", PositiveWeight == 1
            ? Expr.Softplus(x) - x * t
            : (1 - t) * x + (t * (PositiveWeight - 1) + 1) * Expr.Softplus(-x));
    }
}
