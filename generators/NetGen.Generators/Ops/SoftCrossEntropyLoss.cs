using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// L = τ² · mean over the rows of log Σ eˢ · Σ t − Σ t·s, s = x / τ;  dx = τ · (softmax(s)·Σ t − t) / rows. With targets smoothed by e,
/// (1 − e)·t + e/classes stands for t.
/// </summary>
internal sealed class SoftCrossEntropyLoss(SoftCrossEntropyLossAttribute attribute) : Criterion
{
    public override bool TakesLabels => false;

    public override bool IsDistribution => true;

    public override (double Least, double Largest)? TargetRange => (0, 1);

    public override string? Squashes => "softmax";

    private double Temperature => Rate.AsWritten(attribute.Temperature);

    private double Smoothing => Rate.AsWritten(attribute.LabelSmoothing);

    public override string? Missing(Reach reach, int channels) =>
        new Reach(reach.Least / Temperature, reach.Most / Temperature).MissingOfSoftmax(channels);

    public override bool Check(ShapeRule rule) =>
        HasClasses(rule) && rule.IsFactor(Temperature) && rule.IsShare(Smoothing, "attribute.LabelSmoothing");

    public override LossNodes Build(LossContext c)
    {
        TensorShape row = c.Output.Shape.PerRow();
        Expr a = new Expr.Input(0), b = new Expr.Input(1), t = Smoothed(new Expr.Input(2));
        Node s = Temperature == 1 ? c.Output : c.Map("loss scores", c.Output.Shape, a * (1 / Temperature), c.Output);
        Node logSum = c.LogSumExp("loss", s);
        Node whole = c.Reduce("loss target", ReduceOperator.Sum, row, Smoothed(a), c.Target);
        Node inner = c.Reduce("loss rows", ReduceOperator.Sum, row, (b - a) * t, s, logSum, c.Target);
        Node total = c.Total("loss total", a, inner);
        Expr dx = (Expr.Exp(a - b) * new Expr.Input(3) - t) * Expr.LossScale(s.Shape);
        return (
            c.Map("loss", TensorShape.Scalar, a * Expr.PerRow(s.Shape) * (Temperature * Temperature), total),
            c.Map("∂output", s.Shape, Temperature == 1 ? dx : dx * Temperature, s, logSum, c.Target, whole));

        Expr Smoothed(Expr target) => Smoothing > 0 ? target * (1 - Smoothing) + Smoothing / c.Output.Shape.Channels : target;
    }
}
