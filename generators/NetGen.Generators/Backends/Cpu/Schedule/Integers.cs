using NetGen.Generators.Graph;
using NetGen.Generators.Lowering;
using KernelSizes = NetGen.Numerics.KernelSizes;

namespace NetGen.Generators.Backends.Cpu.Schedule;

/// <summary>Which of the runtime's integer kernels computes a contraction.</summary>
internal static class Integers
{
    /// <summary>Tiles of a convolution worked on at a time: their products fit the second-level cache.</summary>
    private const int Tiles = 16;

    /// <param name="node">The contraction.</param>
    /// <param name="isRows">Whether all pixels of the batch form one line.</param>
    public static ContractionSchedule Of(ContractionNode node, bool isRows)
    {
        ConvolutionGeometry g = node.Geometry;
        if (!isRows && g.Channels % 2 == 0 && Winograd.Suits(node))
        {
            return new(ContractionMethod.QuantizedWinograd, WeightOrder.Points)
            {
                TilesAtOnce = Tiles, Scratch = KernelSizes.QuantizedWinogradScratch(Tiles, g.Channels, g.Outputs),
            };
        }

        int border = (g.Y.Before + g.Y.After + g.X.Before + g.X.After + 1) * 2;
        int elements = isRows
            ? KernelSizes.QuantizedRows * (g.Channels + 1)
            : (g.Height + border) * (g.Width + border) * g.Channels;
        return new(ContractionMethod.Quantized, WeightOrder.Panels) { Scratch = KernelSizes.QuantizedScratch(elements) };
    }
}
