using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// L = Σ w·l / Σ w over the rows, w = 1 unless classes have weights, and 0 where the label is left out;  0 where all w are 0.
/// </summary>
internal abstract class LabelLoss(LabelLossAttribute attribute) : Criterion
{
    private const int MostWeights = 256;

    public override bool TakesLabels => true;

    public override int IgnoredLabel => attribute.IgnoredLabel;

    protected bool HasClassWeights => attribute.ClassWeights is { Length: > 0 };

    protected double[] ClassWeights => [.. (attribute.ClassWeights ?? []).Select(Rate.AsWritten)];

    public override bool Check(ShapeRule rule)
    {
        int classes = rule.Input.Channels;
        float[] weights = attribute.ClassWeights ?? [];
        return HasClasses(rule)
            && rule.Check(IgnoredLabel, IgnoredLabel >= -1, "a label, or −1 for none")
            && rule.Check(
                "classWeights", weights.Length == 0 || weights.Length == Math.Min(classes, MostWeights),
                $"{weights.Length} numbers for {classes} classes", $"one for each class, of at most {MostWeights}")
            && weights.All(weight => rule.Check(weight, weight >= 0 && weight <= 1e6, "from 0 to 1000000", "classWeights"))
            && rule.Check("classWeights", weights.Length == 0 || weights.Any(w => w > 0), "0 for all", "above 0 for some");
    }

    /// <summary>The loss of rows, and its gradient from that of a row's.</summary>
    /// <param name="c">Where.</param>
    /// <param name="rows">The loss of each row: a formula of <paramref name="read"/>.</param>
    /// <param name="dx">d row's loss / d output: a formula of <paramref name="dxRead"/>.</param>
    /// <param name="read">What the loss of a row is made of.</param>
    /// <param name="dxRead">What its gradient is made of.</param>
    protected LossNodes Average(LossContext c, Expr rows, Node[] read, Expr dx, Node[] dxRead)
    {
        TensorShape x = c.Output.Shape;
        Expr a = new Expr.Input(0);
        if (!HasClassWeights && IgnoredLabel < 0)
        {
            Node sum = c.Total("loss total", rows, read);
            Node gradient = c.Map("∂output", x, dx * Expr.LossScale(x), dxRead);
            return (c.Map("loss", TensorShape.Scalar, a * Expr.PerRow(x), sum), gradient);
        }

        Node weight = RowWeights(c);
        return Divided(
            c, weight, rows * new Expr.Input(read.Length), [.. read, weight], dx * new Expr.Input(dxRead.Length), [.. dxRead, weight]);
    }

    /// <summary>The same where the loss of a row is multiplied by its weight already.</summary>
    protected static LossNodes Divided(LossContext c, Node weight, Expr rows, Node[] read, Expr dx, Node[] dxRead)
    {
        TensorShape x = c.Output.Shape;
        Expr a = new Expr.Input(0), b = new Expr.Input(1);
        Node total = c.Total("loss total", rows, read);
        Node whole = c.Reduce("loss weights", ReduceOperator.Sum, TensorShape.Scalar, a, weight);
        Node share = c.Map("∂loss share", TensorShape.Scalar, Expr.Greater(a, 0, Expr.LossShare(x) / a, 0), whole);
        return (
            c.Map("loss", TensorShape.Scalar, Expr.Greater(b, 0, a / b, 0), total, whole),
            c.Map("∂output", x, dx * new Expr.Input(dxRead.Length), [.. dxRead, share]));
    }

    /// <summary>The weight of each row: that of its class, 0 where it is left out.</summary>
    protected Node RowWeights(LossContext c) => c.Map("loss weight", c.Output.Shape.PerRow(), Weight(), c.Target);

    /// <summary>1, and 0 where the row is left out, by its label.</summary>
    protected Expr IsCounted(int label) => IgnoredLabel < 0 ? 1 : 1 - new Expr.IsLabel(label, IgnoredLabel);

    /// <summary>The weight of a row, by its label, input 0.</summary>
    private Expr Weight() => HasClassWeights
        ? attribute.ClassWeights!
            .Select((weight, label) => label == IgnoredLabel ? 0 : new Expr.IsLabel(0, label) * Rate.AsWritten(weight))
            .Aggregate((a, b) => a + b)
        : IsCounted(0);
}
