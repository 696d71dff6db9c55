using NetGen.Generators.Graph;
using KernelSizes = NetGen.Numerics.KernelSizes;

namespace NetGen.Generators.Kernels;

/// <summary>Numbers of heads and the features of one: several heads of queries may share one of keys and values.</summary>
internal sealed record Heads(int Queries, int Keys, int Size);

/// <summary>NetGen.Numerics.AttentionShape: which rows attend to which, and where they lie.</summary>
/// <param name="Heads">Heads side by side in each row.</param>
/// <param name="Query">Rows with queries from their first channel on.</param>
/// <param name="KeyValue">Rows with keys, then values, from <paramref name="KeyOrigin"/> on; while decoding, the cache.</param>
/// <param name="KeyOrigin">Where keys begin in a row.</param>
internal sealed record AttentionShape(Heads Heads, TensorShape Query, TensorShape KeyValue, int KeyOrigin)
{
    /// <summary>Whether a query sees no key behind it.</summary>
    public bool IsCausal { get; init; }

    /// <summary>Whether keys and values of the positions before are in a cache.</summary>
    public bool Decodes { get; init; }

    /// <summary>Keys with this token are not seen; −1 without.</summary>
    public int PaddingToken { get; init; } = -1;

    /// <summary>Share of the weights that are dropped.</summary>
    public double Dropout { get; init; }

    public int ValueOrigin => KeyOrigin + Heads.Keys * Heads.Size;

    public Dim Queries => Query.RunRows;

    /// <summary>Keys of a sample.</summary>
    public Dim Keys => Decodes ? Queries with { HasPast = true } : KeyValue.RunRows;

    /// <summary>Rows of keys from one sample to the next.</summary>
    public Dim KeyRows => Decodes ? KeyValue.Width : KeyValue.RunRows;
}

/// <summary>Attention or its gradient.</summary>
internal abstract record AttentionKernel(AttentionShape Shape) : OpaqueKernel
{
    public override int Scratch => KernelSizes.AttentionScratch(Shape.KeyValue.Width, Shape.Heads.Size);

    public override bool IsRandom => Shape.Dropout > 0;

    public override bool SplitsSamples => true;

    public override long MultiplyAdds =>
        (long)ProductsOfPair * Shape.Heads.Queries * Shape.Heads.Size * Shape.Query.Width * Shape.KeyValue.Width;

    /// <summary>Products of vectors for each query and key.</summary>
    protected abstract int ProductsOfPair { get; }

    /// <summary>The tokens that tell padding, where there is any.</summary>
    protected KernelOperand Tokens(int input) => Shape.PaddingToken >= 0 ? KernelOperand.Input("Tokens", input) : KernelOperand.NoTokens;
}

/// <summary>y = softmax(q·kᵀ/√d)·v for each head; ln Σ exp of each query is a further result.</summary>
internal sealed record AttentionForwardKernel(AttentionShape Shape) : AttentionKernel(Shape)
{
    public override string Method => "Attention.Forward";

    public override string Formula => "y = softmax(q · kᵀ / √d) · v";

    public override IReadOnlyList<KernelOperand> Operands =>
    [
        KernelOperand.Input("Q", 0), KernelOperand.Input("K", 1), KernelOperand.Input("V", 2), Tokens(3),
        KernelOperand.Output("Y"), KernelOperand.Result("LogSum"), KernelOperand.Scratch,
    ];

    protected override int ProductsOfPair => 2;
}

/// <summary>dv = pᵀ·dy, dq = ds·k/√d, dk = dsᵀ·q/√d with ds = p∘(dy·vᵀ − Σ dy∘y).</summary>
/// <param name="Shape">That of the forward pass.</param>
/// <param name="IsOneValue">Whether queries, keys and values are one value, and their gradients another.</param>
internal sealed record AttentionBackwardKernel(AttentionShape Shape, bool IsOneValue) : AttentionKernel(Shape)
{
    public override string Method => "Attention.Backward";

    public override string Formula => "dv = pᵀ · dy, dq = ds · k / √d, dk = dsᵀ · q / √d; ds = p ∘ (dy · vᵀ − Σ dy ∘ y)";

    public override IReadOnlyList<KernelOperand> Operands =>
    [
        KernelOperand.Input("Q", 0), KernelOperand.Input("K", 1), KernelOperand.Input("V", 2), Tokens(6),
        KernelOperand.Input("Y", 3), KernelOperand.Input("LogSum", 4), KernelOperand.Input("Dy", 5),
        KernelOperand.Output("Dq"), OfKeys("Dk"), OfKeys("Dv"), KernelOperand.Scratch,
    ];

    protected override int ProductsOfPair => 5;

    private KernelOperand OfKeys(string name) => IsOneValue ? KernelOperand.Output(name) : KernelOperand.Result(name);
}

/// <summary>While decoding: keys and values of new positions go behind those before them.</summary>
/// <param name="X">Rows with keys and values among their channels.</param>
/// <param name="First">The first of these channels.</param>
/// <param name="Width">How many.</param>
internal sealed record AppendKernel(TensorShape X, int First, int Width) : OpaqueKernel
{
    public override string Method => "KeyValueCache.Append";

    public override string Formula => "cache[past + t] = k[t], v[t]";

    public override IReadOnlyList<Dim> Numbers => [X.RunRows, Dim.Past, X.Width, X.Channels, First, Width];

    public override IReadOnlyList<KernelOperand> Operands => [KernelOperand.Input("X", 0), KernelOperand.Output("Cache")];

    public override bool IsKept => true;
}
