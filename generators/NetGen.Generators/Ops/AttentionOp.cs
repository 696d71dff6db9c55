using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = softmax(q·kᵀ/√d)·v for each head;  dv = pᵀ·dy, dq = ds·k/√d, dk = dsᵀ·q/√d with ds = p∘(dy·vᵀ − Σ dy∘y).
/// What all attentions share: heads, the kernel and its gradient.
/// </summary>
internal abstract class AttentionOp(AttentionAttribute attribute, bool isCausal) : Operation
{
    public override string? PaddingArgument => nameof(attribute.KeyPadding);

    public override string? PaddingInput => attribute.KeyPadding;

    public override bool LooksAhead => !isCausal;

    public override bool CountsPositions => true;

    /// <summary>Whether the linear maps have biases.</summary>
    protected bool HasBias => attribute.Bias;

    /// <summary>How the linear maps start.</summary>
    protected WeightedAttribute Weights => attribute;

    protected bool IsRotary => attribute.Rotary;

    private double Dropout => (double)attribute.Dropout;

    // Padding stands behind what it fills up, where nobody looks back at it.
    public override bool MixesPositions(OperationUse use, int source) => !isCausal && use.Padding < 0 && source == (Stages is null ? 0 : 1);

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (!x.IsSequence)
        {
            return rule.Error(
                "NG0011", Name, x.ToString(), "a sequence, [length × features]",
                "put it behind Embedding, or declare [Input(length, features)]");
        }

        if (!(rule.AtLeast(attribute.Heads, 1) & rule.AtLeast(attribute.KeyValueHeads, 0) & rule.IsShare(Dropout)))
        {
            return null;
        }

        TensorShape keys = Stages is null ? x : rule.Others[0].Shape;
        if (keys.Width == 1)
        {
            rule.WarnOfOneValue(
                keys, "the weight of the only position is 1, and queries and keys change nothing",
                "take Linear, or give it more positions");
        }

        Heads heads = HeadsOf(x);
        if (x.Channels % heads.Queries != 0)
        {
            return Indivisible(rule, nameof(attribute.Heads), heads.Queries, $"{heads.Queries}", "a width of", x.Channels);
        }

        if (heads.Queries % heads.Keys != 0)
        {
            string keyHeads = $"{heads.Keys} key and value";
            return Indivisible(rule, nameof(attribute.KeyValueHeads), heads.Keys, keyHeads, "the number of heads,", heads.Queries);
        }

        if (IsRotary && heads.Size % 2 != 0)
        {
            return rule.Error(
                "NG0011", Name, $"heads of {Words.Counted(heads.Size, "feature")}",
                "an even number of features in a head, as Rotary turns them in pairs", "choose fewer heads");
        }

        return x;
    }

    private TensorShape? Indivisible(ShapeRule rule, string argument, int heads, string seen, string what, int divided)
    {
        string nearest = $"{Divisors.Nearest(divided, heads)}";
        return rule.Mendable(
            "NG0054", new(Remedy.Set, argument, nearest), Name, seen, what, $"{divided}", Divisors.Remainder(divided, heads), nearest);
    }

    /// <summary>The linear maps, and all pairs of positions.</summary>
    public override long MultiplyAdds(OperationUse use) =>
        use.Parameters.Where(p => p.Role.EndsWith("_weight", StringComparison.Ordinal)).Sum(p => (long)p.Size) * use.Input.Width
            + 2L * use.Input.Width * use.Input.Width * use.Input.Channels;

    /// <summary>Heads of queries.</summary>
    public int QueryHeads => (int)attribute.Heads;

    /// <summary>The weights with which an attention sums its values: rows of queries, in each the keys of head after head.</summary>
    /// <param name="graph">Where they are added.</param>
    /// <param name="nodes">What the attention was built of.</param>
    public static Node WeightsOf(NetworkGraph graph, IEnumerable<Node> nodes)
    {
        OpaqueNode heads = nodes.OfType<OpaqueNode>().First(node => node.Kernel is AttentionForwardKernel);
        Node logSum = nodes.OfType<ResultNode>().First(node => node.Inputs[0] == heads);
        AttentionWeightsKernel kernel = new(((AttentionForwardKernel)heads.Kernel).Shape);
        TensorShape rows = kernel.Shape.Query with { Channels = kernel.Pitch };
        return graph.Add(new OpaqueNode(
            $"weights of {heads.Name}", kernel, rows, [heads.Inputs[0], heads.Inputs[1], logSum, .. heads.Inputs.Skip(3)]));
    }

    /// <summary>Sizes of the heads.</summary>
    protected Heads HeadsOf(TensorShape x)
    {
        int queries = (int)attribute.Heads, keys = (int)attribute.KeyValueHeads;
        return new(queries, keys == 0 ? queries : keys, x.Channels / queries);
    }

    /// <summary>The output of the heads side by side.</summary>
    /// <param name="c">Where.</param>
    /// <param name="query">Rows with queries from their first channel on.</param>
    /// <param name="keyValue">Rows with keys, then values, from <paramref name="firstKey"/> on.</param>
    /// <param name="firstKey">Where keys begin in a row.</param>
    protected Node Attend(ForwardContext c, Node query, Node keyValue, int firstKey)
    {
        Heads heads = HeadsOf(c.Input.Shape);
        bool decodes = c.Mode == Mode.Decoding;
        if (decodes)
        {
            keyValue = Remember(c, keyValue, firstKey, heads);
            firstKey = 0;
        }

        Node[] mask = c.Use.Padding >= 0 ? [c.Others[c.Others.Count - 1]] : [];
        AttentionShape shape = new(heads, query.Shape, keyValue.Shape, firstKey)
        {
            IsCausal = isCausal,
            Decodes = decodes,
            PaddingToken = c.Use.Padding,
            Dropout = c.Training ? Dropout : 0,
        };
        AttentionForwardKernel kernel = new(shape);
        Node output = c.Add(new OpaqueNode($"{c.Label} heads", kernel, c.Input.Shape, [query, keyValue, keyValue, .. mask])
        {
            Stream = c.Use.Index,
            Gradient = decodes ? null : g => AttendGradient(g, c, shape),
        });
        c.Add(new ResultNode($"{c.Label} log-sum", output.Shape with { Channels = heads.Queries }, output));
        return output;
    }

    /// <summary>The gradient of queries and of keys and values; one value where both come from one.</summary>
    private static IReadOnlyList<Node?> AttendGradient(OpaqueGradient g, ForwardContext c, AttentionShape shape)
    {
        Node query = g.Inputs[0], keyValue = g.Inputs[1];
        bool isOne = query == keyValue;
        Node[] mask = [.. g.Inputs.Skip(3)];
        AttentionBackwardKernel kernel = new(shape, isOne);
        Node[] read = [query, keyValue, keyValue, g.Output, g.Result, g.OutputGradient, .. mask];
        Node result = g.Add(new OpaqueNode(g.Name, kernel, query.Shape, read) { Stream = c.Use.Index });
        Node? keys = isOne ? null : g.Add(new ResultNode($"∂{c.Label} keys and values", keyValue.Shape, result));

        // The gradient of keys and values is one, as they are; masks have none.
        return [result, keys, null, .. mask.Select(_ => (Node?)null)];
    }

    /// <summary>While decoding: the keys and values of this position behind those before it.</summary>
    private static Node Remember(ForwardContext c, Node keyValue, int firstKey, Heads heads)
    {
        int width = 2 * heads.Keys * heads.Size;
        TensorShape x = keyValue.Shape;
        return c.Add(new OpaqueNode(
            $"{c.Label} cache", new AppendKernel(x, firstKey, width), TensorShape.Sequence(x.Width, width, -1), keyValue));
    }
}
