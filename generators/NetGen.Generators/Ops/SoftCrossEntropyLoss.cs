using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// L = mean over the rows of log Σ eˣ · Σ t − Σ t·x;  dx = (softmax(x)·Σ t − t) / rows. With targets smoothed by s, (1 − s)·t + s/classes
/// stands for t.
/// </summary>
internal sealed class SoftCrossEntropyLoss(SoftCrossEntropyLossAttribute attribute) : Criterion
{
    public override bool TakesLabels => false;

    public override (double Least, double Largest)? TargetRange => (0, 1);

    public override string? Squashes => "softmax";

    private double Smoothing => Rate.AsWritten(attribute.LabelSmoothing);

    public override bool Check(ShapeRule rule) => HasClasses(rule) && rule.IsShare(Smoothing, "attribute.LabelSmoothing");

    public override LossNodes Build(LossContext c)
    {
        Node x = c.Output, logSum = c.LogSumExp("loss", x);
        TensorShape row = x.Shape.PerRow();
        Expr a = new Expr.Input(0), b = new Expr.Input(1), t = Smoothed(new Expr.Input(2));
        Node whole = c.Reduce("loss target", ReduceOperator.Sum, row, Smoothed(a), c.Target);
        Node inner = c.Reduce("loss rows", ReduceOperator.Sum, row, (b - a) * t, x, logSum, c.Target);
        Node total = c.Total("loss total", a, inner);
        Expr dx = (Expr.Exp(a - b) * new Expr.Input(3) - t) * Expr.LossScale(x.Shape);
        return (
            c.Map("loss", TensorShape.Scalar, a * Expr.PerRow(x.Shape), total),
            c.Map("∂output", x.Shape, dx, x, logSum, c.Target, whole));

        Expr Smoothed(Expr target) => Smoothing > 0 ? target * (1 - Smoothing) + Smoothing / x.Shape.Channels : target;
    }
}
