using NetGen.Generators.Graph;
using KernelSizes = NetGen.Numerics.KernelSizes;

namespace NetGen.Generators.Kernels;

/// <summary>What counts for attention, divided among queries, keys and values by how these differ from a reference.</summary>
/// <param name="Shape">That of the forward pass.</param>
/// <param name="IsOneValue">Whether queries, keys and values are one value.</param>
internal sealed record AttentionDifferenceKernel(AttentionShape Shape, bool IsOneValue) : AttentionKernel(Shape)
{
    public override string Method => "Attention.Difference";

    public override string Formula =>
        "dv = p̄ᵀ · dy, dq = ds · k̄ / √d, dk = dsᵀ · q̄ / √d; ds = m ∘ (dy · v̄ᵀ − Σ m ∘ (dy · v̄ᵀ) / Σ m), m = (p − p′) / ln(p / p′)";

    public override int Scratch => KernelSizes.AttentionDifferenceScratch(Shape.KeyValue.Width);

    public override IReadOnlyList<KernelOperand> Operands =>
    [
        KernelOperand.Input("Q", 0), KernelOperand.Input("KeyValues", 1), KernelOperand.Input("OtherQ", 2),
        KernelOperand.Input("OtherKeyValues", 3), Tokens(5), KernelOperand.Input("Dy", 4), KernelOperand.Output("Dq"),
        IsOneValue ? KernelOperand.Output("DkeyValues") : KernelOperand.Result("DkeyValues"), KernelOperand.Scratch,
    ];

    protected override int ProductsOfPair => 9;
}

/// <summary>The weights p = softmax(q·kᵀ/√d) of each head: rows of queries, in each the keys of one head behind those of another.</summary>
/// <param name="Shape">That of the forward pass.</param>
internal sealed record AttentionWeightsKernel(AttentionShape Shape) : AttentionKernel(Shape)
{
    public override string Method => "Attention.Weights";

    public override string Formula => "p = exp(q · kᵀ / √d − ln Σ exp)";

    public override int Scratch => 0;

    /// <summary>Elements of a row.</summary>
    public int Pitch => Shape.Heads.Queries * Shape.KeyValue.Width;

    public override IReadOnlyList<KernelOperand> Operands =>
    [
        KernelOperand.Input("Q", 0), KernelOperand.Input("KeyValues", 1), Tokens(3), KernelOperand.Input("LogSum", 2),
        KernelOperand.Output("P"),
    ];

    protected override int ProductsOfPair => 1;
}
