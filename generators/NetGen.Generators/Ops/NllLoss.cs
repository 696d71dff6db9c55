using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// L = mean over the rows of −Σ t·x, t = (1 − s)·onehot(label) + s/classes;  dx = −t / rows.  Where classes have weights w and s is above
/// 0: −Σ over the rows of (1 − s)·w[label]·x[label] + s/classes·Σ w·x, by Σ w[label].
/// </summary>
internal sealed class NllLoss(NllLossAttribute attribute) : LabelLoss(attribute)
{
    private double Smoothing => Rate.AsWritten(attribute.LabelSmoothing);

    public override string? Missing(Reach reach, int channels) => reach.MissingOfLogarithms();

    public override bool Check(ShapeRule rule) => base.Check(rule) && rule.IsShare(Smoothing, "attribute.LabelSmoothing");

    public override LossNodes Build(LossContext c)
    {
        if (HasClassWeights && Smoothing > 0)
        {
            return BuildWeighed(c);
        }

        Expr a = new Expr.Input(0), label = new Expr.OneHot(1);
        Expr target = Smoothing > 0 ? label * (1 - Smoothing) + Smoothing / c.Output.Shape.Channels : label;
        Node own = c.Reduce("loss target", ReduceOperator.Sum, c.Output.Shape.PerRow(), target * a, c.Output, c.Target);
        return Average(c, -a, [own], -target, [c.Output, c.Target]);
    }

    /// <summary>Every class counts by its own weight in the share that is spread.</summary>
    private LossNodes BuildWeighed(LossContext c)
    {
        Node x = c.Output, weight = RowWeights(c);
        TensorShape row = x.Shape.PerRow();
        Expr a = new Expr.Input(0), b = new Expr.Input(1), own = new Expr.Input(2), label = new Expr.OneHot(1);
        Expr weights = Expr.OfChannels(ClassWeights);
        double share = Smoothing / x.Shape.Channels;
        Node hit = c.Reduce("loss target", ReduceOperator.Sum, row, label * a, x, c.Target);
        Node all = c.Reduce("loss classes", ReduceOperator.Sum, row, weights * a, x);
        Expr rows = -(a * own * (1 - Smoothing) + b * IsCounted(3) * share);
        Expr dx = -(label * own * (1 - Smoothing) + weights * IsCounted(1) * share);
        return Divided(c, weight, rows, [hit, all, weight, c.Target], dx, [x, c.Target, weight]);
    }
}
