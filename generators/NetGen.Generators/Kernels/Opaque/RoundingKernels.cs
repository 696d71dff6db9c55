namespace NetGen.Generators.Kernels;

/// <summary>What the integers of a range are made with.</summary>
/// <param name="Number">0: scale, 1: its inverse, 2: the smallest integer, 3: the largest.</param>
internal sealed record RangeKernel(int Number) : OpaqueKernel
{
    public override string Method => "Rounding.OfRange";

    public override string Formula => "scale, 1 / scale, smallest or largest integer";

    public override IReadOnlyList<Dim> Numbers => [Number];

    public override IReadOnlyList<KernelOperand> Operands => [KernelOperand.Input("Range", 0), KernelOperand.Output("Y")];
}

/// <summary>Weights as their integers of 8 bits mean them.</summary>
/// <param name="Rows">Result channels.</param>
/// <param name="Depth">Weights of each.</param>
internal sealed record RoundedWeightsKernel(int Rows, int Depth) : OpaqueKernel
{
    public override string Method => "Rounding.OfWeights";

    public override string Formula => "scale · round(w / scale), scale = max |w| / 127 of a channel";

    public override IReadOnlyList<Dim> Numbers => [Rows, Depth];

    public override IReadOnlyList<KernelOperand> Operands => [KernelOperand.Input("W", 0), KernelOperand.Output("Y")];
}
