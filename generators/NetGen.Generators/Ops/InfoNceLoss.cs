using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Ops;

/// <summary>
/// l[i] = s[i] − x[i]·y[i], s[i] = ln Σ_j exp(x[i]·y[j]), x = a/(τ·‖a‖), y = b/‖b‖ or x = a/τ, y = b; symmetric: half of it and half of
/// the same with x and y exchanged.  dx = Σ_j p·g·y[j] − g·y, dy = Σ_i p·g·x[i] − g·x, p[i, j] = exp(x[i]·y[j] − s[i]).
/// </summary>
internal sealed class InfoNceLoss(InfoNceLossAttribute attribute) : Criterion
{
    /// <summary>The square of the least length that is divided by: PyTorch's.</summary>
    private const double Least = 1e-24;

    private static readonly Expr s_a = new Expr.Input(0), s_b = new Expr.Input(1), s_c = new Expr.Input(2), s_d = new Expr.Input(3);

    public override IReadOnlyList<string> Stages => [attribute.One, attribute.Other];

    public override bool HasTarget => false;

    public override bool TakesLabels => false;

    public override bool MixesSamples => true;

    private double Temperature => Rate.AsWritten(attribute.Temperature);

    public override bool Check(ShapeRule rule)
    {
        if (!AreAlike(rule, attribute) || !rule.IsFactor(Temperature))
        {
            return false;
        }

        if (rule.Input.Form != Form.Features)
        {
            rule.Error(
                "NG0011", Name, rule.Input.ToString(), "one vector of features for each sample",
                "put Flatten, GlobalAvgPool2d or MeanOver(Axis.Length) at the end of both stages");
        }

        return rule.Input.Form == Form.Features;
    }

    public override LossNodes Build(LossContext c)
    {
        Side one = Scaled(c, "one", c.Outputs[0], 1 / Temperature), other = Scaled(c, "other", c.Outputs[1], 1);
        TensorShape row = one.Given.Shape.PerRow();
        Node own = c.Reduce("loss partner", ReduceOperator.Sum, row, s_a * s_b, one.Value, other.Value);
        Node forth = LogSum(c, "loss log-sum", one.Value, other.Value);
        Node? back = attribute.Symmetric ? LogSum(c, "loss log-sum back", other.Value, one.Value) : null;
        Node rows = back is null
            ? c.Map("loss rows", row, s_a - s_b, forth, own)
            : c.Map("loss rows", row, (s_a + s_c) * 0.5 - s_b, forth, own, back);
        Node total = c.Total("loss total", s_a, rows), share = c.Share(row);

        // Each direction counts half where there are two.
        Node slope = back is null ? share : c.Map("∂log-sums", row, s_a * 0.5, share);
        Node Gradient(Side of, Side by, Node mine, Node? others) => Unscaled(c, of, by, share,
            Pairs(c.Add, $"∂{of.Name} of pairs", of.Value, by.Value, mine, slope, isOfOther: of == other),
            others is null ? null : Pairs(c.Add, $"∂{of.Name} of pairs back", of.Value, by.Value, others, slope, isOfOther: of == one));
        return new(
            c.Map("loss", TensorShape.Scalar, s_a * Expr.PerRow(row), total),
            [Gradient(one, other, forth, back), Gradient(other, one, forth, back)]);
    }

    private static Node LogSum(LossContext c, string name, Node x, Node y) =>
        c.Add(new OpaqueNode(name, new BatchLogSumKernel(x.Shape.Channels), x.Shape.PerRow(), x, y)
        {
            Gradient = g =>
            [
                Pairs(g.Add, $"{g.Name} one", g.Inputs[0], g.Inputs[1], g.Output, g.OutputGradient, isOfOther: false),
                Pairs(g.Add, $"{g.Name} other", g.Inputs[1], g.Inputs[0], g.Output, g.OutputGradient, isOfOther: true),
            ],
        });

    private static Node Pairs(Func<Node, Node> add, string name, Node x, Node y, Node logSum, Node slope, bool isOfOther) =>
        add(new OpaqueNode(name, new BatchPairGradientKernel(x.Shape.Channels, isOfOther), x.Shape, x, y, logSum, slope));

    /// <summary>A stage as it stands in the logits.</summary>
    private Side Scaled(LossContext c, string name, Node given, double factor)
    {
        if (!attribute.Normalize)
        {
            return new(name, given, factor == 1 ? given : c.Map($"loss {name}", given.Shape, s_a * factor, given), null, factor);
        }

        TensorShape row = given.Shape.PerRow();
        Node squares = c.Reduce($"loss squares of {name}", ReduceOperator.Sum, row, s_a * s_a, given);
        Node inverse = c.Map($"loss inverse of {name}", row, 1 / Expr.Sqrt(Expr.Max(s_a, Least)), squares);
        return new(name, given, c.Map($"loss {name}", given.Shape, s_a * s_b * factor, given, inverse), inverse, factor);
    }

    /// <summary>The gradient of a stage from that of its logits: what goes along the vector is lost where its length is.</summary>
    private static Node Unscaled(LossContext c, Side of, Side by, Node share, Node pairs, Node? pairsBack)
    {
        TensorShape shape = of.Given.Shape;
        Node[] parts = pairsBack is null ? [pairs] : [pairs, pairsBack];
        Expr sum = parts.Select((_, i) => (Expr)new Expr.Input(2 + i)).Aggregate((a, b) => a + b);
        if (of.Inverse is null)
        {
            return c.Map($"∂{of.Name}", shape, (sum - s_a * s_b) * of.Factor, [by.Value, share, .. parts]);
        }

        Node scaled = c.Map($"∂{of.Name} scaled", shape, sum - s_a * s_b, [by.Value, share, .. parts]);
        Node along = c.Reduce(
            $"∂{of.Name} along", ReduceOperator.Sum, shape.PerRow(), s_a * s_b * s_c, scaled, of.Given, of.Inverse);
        return c.Map($"∂{of.Name}", shape, (s_a - s_d * (s_b * s_c)) * s_c * of.Factor, scaled, of.Given, of.Inverse, along);
    }

    /// <summary>One of the two stages.</summary>
    /// <param name="Name">For people.</param>
    /// <param name="Given">As it is.</param>
    /// <param name="Value">As it stands in the logits.</param>
    /// <param name="Inverse">1 / length; null where lengths count.</param>
    /// <param name="Factor">What it is multiplied by beside.</param>
    private sealed record Side(string Name, Node Given, Node Value, Node? Inverse, double Factor);
}
