using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// L = mean over the batch (and its positions or pixels) of log Σ eˣ − Σ t·x, t = (1 − s)·onehot(label) + s/classes;  dx = (softmax(x) − t)
/// / batch.
/// </summary>
internal sealed class CrossEntropyLoss(CrossEntropyLossAttribute attribute) : LabelLoss(attribute)
{
    public override string? Squashes => "softmax";

    private double Smoothing => Rate.AsWritten(attribute.LabelSmoothing);

    public override bool Check(ShapeRule rule) => base.Check(rule) && rule.IsShare(Smoothing, "attribute.LabelSmoothing")
        && rule.Check(Smoothing, Smoothing == 0 || !HasClassWeights, "0 where ClassWeights are given", "attribute.LabelSmoothing");

    public override LossNodes Build(LossContext c)
    {
        Node x = c.Output, logSum = c.LogSumExp("loss", x);
        Expr a = new Expr.Input(0), b = new Expr.Input(1), target = new Expr.OneHot(1) * (1 - Smoothing) + Smoothing / x.Shape.Channels;
        Node hit = c.Reduce("loss target", ReduceOperator.Sum, x.Shape.PerRow(), target * a, x, c.Target);
        return Average(c, a - b, [logSum, hit], Expr.Exp(a - new Expr.Input(2)) - target, [x, c.Target, logSum]);
    }
}
