using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Ops;

/// <summary>[q, k, v] = x·Wᵢᵀ + bᵢ;  y = attention(q, k, v)·Wₒᵀ + bₒ.  Vaswani et al. 2017.</summary>
internal class SelfAttentionOp(AttentionAttribute attribute, bool isCausal) : AttentionOp(attribute, isCausal)
{
    public SelfAttentionOp(SelfAttentionAttribute attribute)
        : this(attribute, isCausal: false)
    {
    }

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule)
    {
        int width = rule.Input.Channels, inner = Inner(rule.Input);
        Heads heads = HeadsOf(rule.Input);
        yield return rule.Weight("in_weight", width, inner, [inner, width], Weights);
        if (HasBias)
        {
            yield return rule.Vector("in_bias", inner, Start.Zero);
        }

        yield return rule.Weight("out_weight", width, width, [width, width], Weights);
        if (HasBias)
        {
            yield return rule.Vector("out_bias", width, Start.Zero);
        }

        if (IsRotary)
        {
            yield return rule.Table("rotations", rule.Input.Width, heads.Size, Start.Rotary);
        }
    }

    public override Node Forward(ForwardContext c)
    {
        TensorShape x = c.Input.Shape, inner = x with { Channels = Inner(x) };
        Node mixed = WeightedSum.Forward(
            c, $"{c.Label} in", "in_weight", "in_bias", ConvolutionGeometry.Linear(x, inner.Channels), inner, c.Input);
        if (c.Has("rotations"))
        {
            Node table = c.Parameter("rotations");
            mixed = c.Add(Rotated(
                x, $"{c.Label} rotated", false, mixed, table,
                g => [g.Add(Rotated(x, g.Name, true, g.OutputGradient, table)), null]));
        }

        return WeightedSum.Forward(
            c, $"{c.Label} out", "out_weight", "out_bias", ConvolutionGeometry.Linear(x, x.Channels),
            x, Attend(c, mixed, mixed, x.Channels));
    }

    private int Inner(TensorShape x)
    {
        Heads heads = HeadsOf(x);
        return x.Channels + 2 * heads.Keys * heads.Size;
    }

    private OpaqueNode Rotated(
        TensorShape input, string name, bool isInverse, Node x, Node table, Func<OpaqueGradient, IReadOnlyList<Node?>>? gradient = null)
    {
        Heads heads = HeadsOf(input);
        RotationKernel kernel = new(x.Shape, heads.Queries + heads.Keys, heads.Size, isInverse);
        return new(name, kernel, x.Shape, x, table) { Gradient = gradient };
    }
}
