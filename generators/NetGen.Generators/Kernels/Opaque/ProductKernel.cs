using KernelSizes = NetGen.Numerics.KernelSizes;

namespace NetGen.Generators.Kernels;

/// <summary>y = scale · a·b for each sample. NetGen.Numerics.ProductShape.</summary>
/// <param name="Rows">Of the product.</param>
/// <param name="Columns">Of the product.</param>
/// <param name="Depth">Products of a sum.</param>
/// <param name="TransposeA">Whether a lies as [depth × rows].</param>
/// <param name="TransposeB">Whether b lies as [columns × depth].</param>
/// <param name="Scale">A factor.</param>
internal sealed record ProductKernel(int Rows, int Columns, int Depth, bool TransposeA, bool TransposeB, double Scale) : OpaqueKernel
{
    public override string Method => "BatchedProduct.Run";

    public override string Formula => "y = a · b for each sample";

    public override IReadOnlyList<KernelOperand> Operands =>
        [KernelOperand.Input("A", 0).OrBox, KernelOperand.Input("B", 1).OrBox, KernelOperand.Output("Y").OrBox, KernelOperand.Scratch];

    public override OpaqueKernel? WithTurned(int input) =>
        input == 0 ? this with { TransposeA = !TransposeA } : this with { TransposeB = !TransposeB };

    /// <summary>(a · b)ᵀ = bᵀ · aᵀ.</summary>
    public override OpaqueKernel? Turned =>
        this with { Rows = Columns, Columns = Rows, TransposeA = !TransposeB, TransposeB = !TransposeA };

    public override int Scratch => KernelSizes.ProductScratch(Rows, Columns, Depth);

    public override long MultiplyAdds => (long)Rows * Columns * Depth;
}
