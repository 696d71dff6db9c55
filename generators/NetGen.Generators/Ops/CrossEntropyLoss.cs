using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// L = mean over the batch (and its positions or pixels) of log Σ eˣ − Σ t·x, t = (1 − s)·onehot(label) + s/classes;  dx = (softmax(x) − t)
/// / batch.  Where classes have weights w and s is above 0: Σ over the rows of (1 − s)·w[label]·l[label] + s/classes·Σ w·l, with the l =
/// log Σ eˣ − x of each class, by Σ w[label].
/// </summary>
internal sealed class CrossEntropyLoss(CrossEntropyLossAttribute attribute) : LabelLoss(attribute)
{
    public override string? Squashes => "softmax";

    private double Smoothing => Rate.AsWritten(attribute.LabelSmoothing);

    public override string? Missing(Reach reach, int channels) => reach.MissingOfSoftmax(channels);

    public override bool Check(ShapeRule rule) => base.Check(rule) && rule.IsShare(Smoothing, "attribute.LabelSmoothing");

    public override LossNodes Build(LossContext c)
    {
        if (HasClassWeights && Smoothing > 0)
        {
            return BuildWeighed(c);
        }

        Node x = c.Output, logSum = c.LogSumExp("loss", x);
        Expr a = new Expr.Input(0), b = new Expr.Input(1), target = new Expr.OneHot(1) * (1 - Smoothing) + Smoothing / x.Shape.Channels;
        Node hit = c.Reduce("loss target", ReduceOperator.Sum, x.Shape.PerRow(), target * a, x, c.Target);
        return Average(c, a - b, [logSum, hit], Expr.Exp(a - new Expr.Input(2)) - target, [x, c.Target, logSum]);
    }

    /// <summary>Every class counts by its own weight in the share that is spread, as in PyTorch.</summary>
    private LossNodes BuildWeighed(LossContext c)
    {
        Node x = c.Output, logSum = c.LogSumExp("loss", x), weight = RowWeights(c);
        TensorShape row = x.Shape.PerRow();
        Expr a = new Expr.Input(0), b = new Expr.Input(1), own = new Expr.Input(2), spread = new Expr.Input(3), label = new Expr.OneHot(1);
        Expr weights = Expr.OfChannels(ClassWeights), share = IsCounted(1) * (Smoothing / x.Shape.Channels);
        Node hit = c.Reduce("loss target", ReduceOperator.Sum, row, label * a, x, c.Target);
        Node all = c.Reduce("loss classes", ReduceOperator.Sum, row, weights * a, x);
        Expr rows = (a - own) * (new Expr.Input(4) * (1 - Smoothing)) + (a * ClassWeights.Sum() - spread) * share;
        Expr p = Expr.Exp(a - own), dx = (p - label) * (spread * (1 - Smoothing)) + (p * ClassWeights.Sum() - weights) * share;
        return Divided(c, weight, rows, [logSum, c.Target, hit, all, weight], dx, [x, c.Target, logSum, weight]);
    }
}
