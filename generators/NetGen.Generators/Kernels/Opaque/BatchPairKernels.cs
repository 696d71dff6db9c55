namespace NetGen.Generators.Kernels;

/// <summary>s[i] = ln Σ_j exp(x[i]·y[j]) over all samples j of the batch, of which each has a row.</summary>
/// <param name="Width">Features of a row.</param>
internal sealed record BatchLogSumKernel(int Width) : OpaqueKernel
{
    public override string Method => "BatchPairs.LogSum";

    public override string Formula => "s[i] = ln Σ exp(x[i] · y[j]) over the samples j";

    public override IReadOnlyList<Dim> Numbers => [Width];

    public override IReadOnlyList<KernelOperand> Operands =>
        [KernelOperand.Input("X", 0), KernelOperand.InputOfAll("Y", 1), KernelOperand.Output("LogSum")];
}

/// <summary>dx[i] = Σ_j p·g · y[j], p = exp(x[i]·y[j] − s): s and g are those of i, or those of j.</summary>
/// <param name="Width">Features of a row.</param>
/// <param name="IsOfOther">Whether s and g are those of j: then x is what stood as y in <see cref="BatchLogSumKernel"/>.</param>
internal sealed record BatchPairGradientKernel(int Width, bool IsOfOther) : OpaqueKernel
{
    public override string Method => IsOfOther ? "BatchPairs.OtherGradient" : "BatchPairs.OwnGradient";

    public override string Formula =>
        $"dx[i] = Σ p · g[{Index}] · y[j], p = exp(x[i] · y[j] − s[{Index}]) over the samples j";

    public override IReadOnlyList<Dim> Numbers => [Width];

    public override IReadOnlyList<KernelOperand> Operands =>
    [
        KernelOperand.Input("X", 0), KernelOperand.InputOfAll("Y", 1), Statistic("LogSum", 2), Statistic("Slope", 3),
        KernelOperand.Output("Dx"),
    ];

    private string Index => IsOfOther ? "j" : "i";

    private KernelOperand Statistic(string name, int index) =>
        IsOfOther ? KernelOperand.InputOfAll(name, index) : KernelOperand.Input(name, index);
}
