namespace NetGen.Generators.Kernels;

/// <summary>y = Σ v over numbers that are the same for all samples.</summary>
/// <param name="Size">How many.</param>
internal sealed record VectorSumKernel(int Size) : OpaqueKernel
{
    public override string Method => "Vectors.Sum";

    public override string Formula => "y = Σ v";

    public override IReadOnlyList<Dim> Numbers => [Size];

    public override IReadOnlyList<KernelOperand> Operands => [KernelOperand.Input("V", 0), KernelOperand.Output("Y")];

    public override bool IsShared => true;
}

/// <summary>dW += v: a gradient that was computed by itself.</summary>
/// <param name="Size">How many.</param>
internal sealed record VectorAddKernel(int Size) : OpaqueKernel
{
    public override string Method => "Vectors.AddGradient";

    public override string Formula => "dW += v";

    public override IReadOnlyList<Dim> Numbers => [Size];

    public override IReadOnlyList<KernelOperand> Operands => [KernelOperand.Input("V", 0), KernelOperand.Output("Gradient")];

    public override bool IsShared => true;
}
