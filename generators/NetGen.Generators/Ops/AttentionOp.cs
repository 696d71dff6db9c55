using NetGen.Generators.Backends.Ilgpu;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Model;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = softmax(q·kᵀ/√d)·v for each head;  dv = pᵀ·dy, dq = ds·k/√d, dk = dsᵀ·q/√d with ds = p∘(dy·vᵀ − Σ dy∘y).
/// What all attentions share: heads, the kernel and its gradient.
/// </summary>
internal abstract class AttentionOp(AttentionAttribute attribute, bool isCausal) : Operation
{
    private const int Tile = 64;

    public override string? KeyPadding => attribute.KeyPadding;

    /// <summary>Whether the linear maps have biases.</summary>
    protected bool HasBias => attribute.Bias;

    protected bool IsRotary => attribute.Rotary;

    private double Dropout => (double)attribute.Dropout;

    public override bool LooksAhead => !isCausal;

    // Padding stands behind what it fills up, where nobody looks back at it.
    public override bool MixesPositions(OperationUse use, int source) => !isCausal && use.Padding < 0 && source == (Stages is null ? 0 : 1);

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (!x.IsSequence)
        {
            return rule.Error("NG0011", Name, x.ToString(), "a sequence, [length × features]", "put it behind Embedding, or declare [Input(length, features)]");
        }

        if (!(rule.AtLeast(attribute.Heads, 1) & rule.AtLeast(attribute.KeyValueHeads, 0) & rule.IsShare(Dropout)))
        {
            return null;
        }

        TensorShape keys = Stages is null ? x : rule.Others[0].Shape;
        if (keys.Width == 1)
        {
            rule.WarnOfOneValue(keys, "the weight of the only position is 1, and queries and keys change nothing", "take Linear, or give it more positions");
        }

        Heads heads = HeadsOf(x);
        if (x.Channels % heads.Queries != 0)
        {
            return rule.Error("NG0054", Name, $"{heads.Queries}", "a width of", $"{x.Channels}");
        }

        if (heads.Queries % heads.Keys != 0)
        {
            return rule.Error("NG0054", Name, $"{heads.Keys} key and value", "the number of heads,", $"{heads.Queries}");
        }

        if (IsRotary && heads.Size % 2 != 0)
        {
            return rule.Error("NG0011", Name, $"heads of {Words.Counted(heads.Size, "feature")}", "an even number of features in a head, as Rotary turns them in pairs", "choose fewer heads");
        }

        return x;
    }

    /// <summary>The linear maps, and all pairs of positions.</summary>
    public override long MultiplyAdds(OperationUse use) =>
        use.Parameters.Where(p => p.Role.EndsWith("_weight", StringComparison.Ordinal)).Sum(p => (long)p.Size) * use.Input.Width + 2L * use.Input.Width * use.Input.Width * use.Input.Channels;

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
        Node source = keyValue;
        if (decodes)
        {
            source = keyValue = Remember(c, keyValue, firstKey, heads);
            firstKey = 0;
        }

        Node[] mask = c.Use.Padding >= 0 ? [c.Others[c.Others.Count - 1]] : [];
        KernelOperand tokens = mask.Length > 0 ? KernelOperand.Input(3) : KernelOperand.NoTokens;
        OpaqueKernel kernel = new(
            "Attention.Forward", "y = softmax(q · kᵀ / √d) · v", Shape(c.Use, heads, query.Shape, source.Shape, firstKey, decodes, c.Training),
            new[]
            {
                KernelOperand.Input(0), KernelOperand.Input(1), KernelOperand.Input(2), tokens, KernelOperand.Output, KernelOperand.Result(0), KernelOperand.Scratch,
            }.ToEquatableArray())
        {
            ShapeType = "AttentionShape",
            SplitsSamples = true,
            Scratch = Scratch(source.Shape.Width, heads.Size),
            IsRandom = c.Training && Dropout > 0,
            MultiplyAdds = 2L * heads.Queries * heads.Size * query.Shape.Width * source.Shape.Width,
        };
        Node output = c.Add(new OpaqueNode($"{c.Label} heads", kernel, c.Input.Shape, [query, keyValue, keyValue, .. mask])
        {
            Stream = c.Use.Index,
            Gradient = decodes ? null : g => AttendGradient(g, c, firstKey),
        });
        c.Add(new ResultNode($"{c.Label} log-sum", output.Shape with { Channels = heads.Queries }, output));
        return output;
    }

    /// <summary>The gradient of queries and, behind <paramref name="firstKey"/>, of keys and values; one value where both come from one.</summary>
    private IReadOnlyList<Node?> AttendGradient(OpaqueGradient g, ForwardContext c, int firstKey)
    {
        Heads heads = HeadsOf(c.Input.Shape);
        Node query = g.Inputs[0], keyValue = g.Inputs[1];
        bool isOne = query == keyValue;
        Node[] mask = [.. g.Inputs.Skip(3)];
        KernelOperand tokens = mask.Length > 0 ? KernelOperand.Input(6) : KernelOperand.NoTokens;
        KernelOperand keyTarget = isOne ? KernelOperand.Output : KernelOperand.Result(0);
        OpaqueKernel kernel = new(
            "Attention.Backward", "dv = pᵀ · dy, dq = ds · k / √d, dk = dsᵀ · q / √d; ds = p ∘ (dy · vᵀ − Σ dy ∘ y)",
            Shape(c.Use, heads, query.Shape, keyValue.Shape, firstKey, false, c.Training),
            new[]
            {
                KernelOperand.Input(0), KernelOperand.Input(1), KernelOperand.Input(2), tokens, KernelOperand.Input(3), KernelOperand.Input(4), KernelOperand.Input(5),
                KernelOperand.Output, keyTarget, keyTarget, KernelOperand.Scratch,
            }.ToEquatableArray())
        {
            ShapeType = "AttentionShape",
            SplitsSamples = true,
            Scratch = Scratch(keyValue.Shape.Width, heads.Size),
            IsRandom = c.Training && Dropout > 0,
            MultiplyAdds = 5L * heads.Queries * heads.Size * query.Shape.Width * keyValue.Shape.Width,
        };
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
        OpaqueKernel kernel = new(
            "KeyValueCache.Append", "cache[past + t] = k[t], v[t]",
            new Setting[]
            {
                new Field("rows", x.RunRows), new Field("past", Dim.Past), new Field("capacity", x.Width),
                new Field("channels", x.Channels), new Field("first", firstKey), new Field("width", width),
            }.ToEquatableArray(),
            new[] { KernelOperand.Input(0), KernelOperand.Output }.ToEquatableArray()) { IsKept = true };
        return c.Add(new OpaqueNode($"{c.Label} cache", kernel, TensorShape.Sequence(x.Width, width, -1), keyValue));
    }

    private EquatableArray<Setting> Shape(
        OperationUse use, Heads heads, TensorShape query, TensorShape keys, int firstKey, bool decodes, bool isTraining)
    {
        List<Setting> settings =
        [
            new Field("Heads", heads.Queries), new Field("KeyValueHeads", heads.Keys), new Field("HeadSize", heads.Size),
            new Field("Queries", query.RunRows), new Field("Keys", decodes ? query.RunRows with { HasPast = true } : keys.RunRows),
            new Field("KeyRows", decodes ? keys.Width : keys.RunRows), new Field("QueryPitch", query.Channels),
            new Field("KeyOrigin", firstKey), new Field("KeyPitch", keys.Channels),
            new Field("ValueOrigin", firstKey + heads.Keys * heads.Size), new Field("ValuePitch", keys.Channels),
        ];
        if (isCausal)
        {
            settings.Add(new Flag("Causal"));
        }

        if (decodes)
        {
            settings.Add(new Field("Past", Dim.Past));
        }

        if (use.Padding >= 0)
        {
            settings.Add(new Field("PaddingToken", use.Padding));
        }

        if (isTraining && Dropout > 0)
        {
            settings.Add(new Real("Dropout", Dropout));
        }

        return settings.ToEquatableArray();
    }

    /// <summary>As Attention.ScratchLength counts.</summary>
    private static int Scratch(int keys, int headSize)
    {
        int rounded = (keys + Tile - 1) / Tile * Tile;
        return (2 * Tile + 2 * headSize) * rounded + 2 * Tile * headSize + 1024;
    }

    /// <summary>Numbers of heads and the features of one.</summary>
    protected sealed record Heads(int Queries, int Keys, int Size);
}
