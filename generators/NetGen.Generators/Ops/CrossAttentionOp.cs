using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Ops;

/// <summary>
/// q = x·W_qᵀ + b_q, [k, v] = z·W_kvᵀ + b_kv with z another stage;  y = attention(q, k, v)·Wₒᵀ + bₒ.  Vaswani et al. 2017.
/// </summary>
internal sealed class CrossAttentionOp(CrossAttentionAttribute attribute) : AttentionOp(attribute, isCausal: false)
{
    public override IReadOnlyList<string> Stages => [attribute.Source];

    public override TensorShape? Infer(ShapeRule rule)
    {
        if (!rule.Others[0].Shape.IsSequence)
        {
            return rule.Error(
                "NG0011", Name, $"{rule.Others[0].Shape} from '{rule.Others[0].Stage}'",
                "a sequence, [length × features], to look at", "name another stage");
        }

        return rule.Check("rotary", !IsRotary, "true", "left out: positions of two sequences cannot be compared") ? base.Infer(rule) : null;
    }

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule)
    {
        int width = rule.Input.Channels, source = rule.Others[0].Shape.Channels, inner = KeyValueWidth(rule.Input);
        yield return rule.Weight("query_weight", width, width, [width, width], Weights);
        if (HasBias)
        {
            yield return rule.Vector("query_bias", width, Start.Zero);
        }

        yield return rule.Weight("key_value_weight", source, inner, [inner, source], Weights);
        if (HasBias)
        {
            yield return rule.Vector("key_value_bias", inner, Start.Zero);
        }

        yield return rule.Weight("out_weight", width, width, [width, width], Weights);
        if (HasBias)
        {
            yield return rule.Vector("out_bias", width, Start.Zero);
        }
    }

    public override Node Forward(ForwardContext c)
    {
        TensorShape x = c.Input.Shape, source = c.Others[0].Shape, inner = source with { Channels = KeyValueWidth(x) };
        Node query = WeightedSum.Forward(
            c, $"{c.Label} query", "query_weight", "query_bias", ConvolutionGeometry.Linear(x, x.Channels), x, c.Input);
        Node keyValue = WeightedSum.Forward(
            c, $"{c.Label} keys", "key_value_weight", "key_value_bias", ConvolutionGeometry.Linear(source, inner.Channels),
            inner, c.Others[0]);
        return WeightedSum.Forward(
            c, $"{c.Label} out", "out_weight", "out_bias", ConvolutionGeometry.Linear(x, x.Channels), x, Attend(c, query, keyValue, 0));
    }

    private int KeyValueWidth(TensorShape x)
    {
        Heads heads = HeadsOf(x);
        return 2 * heads.Keys * heads.Size;
    }
}
