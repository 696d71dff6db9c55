using NetGen.Generators.Graph;

namespace NetGen.Generators.Kernels;

/// <summary>y[t] = W[token[t]].</summary>
/// <param name="Tokens">The positions.</param>
/// <param name="Width">Of a row of the table.</param>
internal sealed record GatherKernel(TensorShape Tokens, int Width) : OpaqueKernel
{
    public override string Method => "Embedding.Gather";

    public override string Formula => "y[t] = W[token[t]]";

    public override IReadOnlyList<Dim> Numbers => [Tokens.RunRows, Width];

    public override IReadOnlyList<KernelOperand> Operands =>
        [KernelOperand.Input("Tokens", 0), KernelOperand.Input("Table", 1), KernelOperand.Output("Y").OrBox];
}

/// <summary>dW[v] = Σ dy[t] over the t with token v.</summary>
/// <param name="Tokens">The positions.</param>
/// <param name="Vocabulary">Rows of the table.</param>
/// <param name="Width">Of a row.</param>
internal sealed record GatherGradientKernel(TensorShape Tokens, int Vocabulary, int Width) : OpaqueKernel
{
    public override string Method => "Embedding.AddGradient";

    public override string Formula => "dW[token[t]] += dy[t]";

    public override IReadOnlyList<Dim> Numbers => [Dim.Batch, Tokens.RunRows, Vocabulary, Width];

    public override IReadOnlyList<KernelOperand> Operands =>
        [KernelOperand.Input("Tokens", 0), KernelOperand.Input("Dy", 1).OrBox, KernelOperand.Output("Gradient")];

    public override bool IsShared => true;
}

/// <summary>dP[t] = Σ dy[t] over the batch: the gradient of a table over the positions that was added to each sample's.</summary>
internal sealed record SumOverSamplesKernel(TensorShape Dy) : OpaqueKernel
{
    public override string Method => "Embedding.SumOverSamples";

    public override string Formula => "dP[t] = Σ dy[t] over the batch";

    public override IReadOnlyList<Dim> Numbers => [Dim.Batch, Dy.RunRows, Dy.Rows, Dy.Channels];

    public override IReadOnlyList<KernelOperand> Operands => [KernelOperand.Input("Dy", 0).OrBox, KernelOperand.Output("Gradient")];

    public override bool IsShared => true;
}
