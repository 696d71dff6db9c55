using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// L = mean over the batch (and its positions or pixels) of log Σ eˣ − Σ t·x, t = (1 − s)·onehot(label) + s/classes;  dx = (softmax(x) − t)
/// / batch.
/// </summary>
internal sealed class CrossEntropyLoss(CrossEntropyLossAttribute attribute) : Loss
{
    public override bool TakesLabels => true;

    public override string? Squashes => "softmax";

    public override bool Check(ShapeRule rule)
    {
        if (rule.Input.Channels < 2)
        {
            rule.Error(
                "NG0032", Name, rule.Input.ToString(),
                "one score for each of at least 2 classes (as features, or as the channels of each position or pixel)");
            return false;
        }

        return rule.IsShare(Rate.AsWritten(attribute.LabelSmoothing));
    }

    public override (Node Loss, Node Gradient) Build(LossContext c)
    {
        Node x = c.Output;
        TensorShape row = x.Shape.PerRow();
        double smoothing = Rate.AsWritten(attribute.LabelSmoothing);
        Expr a = new Expr.Input(0), b = new Expr.Input(1), target = new Expr.OneHot(1) * (1 - smoothing) + smoothing / x.Shape.Channels;
        Node max = c.Reduce("loss max", ReduceOperator.Max, row, a, x);
        Node sum = c.Reduce("loss sum", ReduceOperator.Sum, row, Expr.Exp(a - b), x, max);
        Node logSum = c.Map("loss log-sum", row, a + Expr.Log(b), max, sum);
        Node hit = c.Reduce("loss target", ReduceOperator.Sum, row, target * a, x, c.Target);
        Node total = c.Reduce("loss total", ReduceOperator.Sum, TensorShape.Scalar, a - b, logSum, hit);
        Expr dx = (Expr.Exp(a - new Expr.Input(2)) - target) * Expr.LossScale(x.Shape);
        Node gradient = c.Map("∂output", x.Shape, dx, x, c.Target, logSum);
        return (c.Map("loss", TensorShape.Scalar, a * Expr.PerRow(x.Shape), total), gradient);
    }
}
