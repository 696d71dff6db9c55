using NetGen.Generators.Kernels;

namespace NetGen.Generators.Backends.Ilgpu;

/// <summary>Where the rows of an operand begin that may lie in a box of other memory.</summary>
internal static class RowText
{
    /// <summary>Row t of a sample.</summary>
    public static string RowAt(this Layout box, string sample, string row) =>
        Code.Sum(Code.Times(sample, box.SampleSize.InKernel()), Code.Times(row, box.Pixel), $"{box.Origin}");

    /// <summary>A row that is numbered over all samples.</summary>
    public static string RowAt(this Layout box, string row, Dim ofSample)
    {
        string rows = DeviceDim.Factor(ofSample.InKernel());
        return box.RowAt($"{row} / {rows}", $"{row} % {rows}");
    }
}
