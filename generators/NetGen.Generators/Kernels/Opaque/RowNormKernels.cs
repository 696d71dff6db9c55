namespace NetGen.Generators.Kernels;

/// <summary>n[r] = ‖w[r]‖ of the rows of a parameter.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Columns">Elements of each.</param>
internal sealed record RowNormKernel(int Rows, int Columns) : OpaqueKernel
{
    public override string Method => "RowNorms.Run";

    public override string Formula => "n[r] = ‖w[r]‖";

    public override IReadOnlyList<Dim> Numbers => [Rows, Columns];

    public override IReadOnlyList<KernelOperand> Operands => [KernelOperand.Input("W", 0), KernelOperand.Output("Norm")];

    public override bool IsShared => true;
}

/// <summary>dw[r] = dn[r] · w[r] / n[r].</summary>
/// <param name="Rows">How many.</param>
/// <param name="Columns">Elements of each.</param>
internal sealed record RowNormGradientKernel(int Rows, int Columns) : OpaqueKernel
{
    public override string Method => "RowNorms.AddGradient";

    public override string Formula => "dw[r] = dn[r] · w[r] / n[r]";

    public override IReadOnlyList<Dim> Numbers => [Rows, Columns];

    public override IReadOnlyList<KernelOperand> Operands =>
    [
        KernelOperand.Input("W", 0), KernelOperand.Input("Norm", 1), KernelOperand.Input("Dn", 2), KernelOperand.Output("Gradient"),
    ];

    public override bool IsShared => true;
}
