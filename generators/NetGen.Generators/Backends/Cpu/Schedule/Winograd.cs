using NetGen.Generators.Graph;
using KernelSizes = NetGen.Numerics.KernelSizes;

namespace NetGen.Generators.Backends.Cpu.Schedule;

/// <summary>
/// Which convolutions NetGen.Numerics.Winograd computes: 3×3 with stride 1, tile by tile of 4×4 results, a quarter of the products.
/// Bringing a tile to its 36 points and back costs about 500 vector operations a 16 channels, the products saved are 108 for every
/// 16 × 16 channels of input and output: it pays from 16 channels on.
/// </summary>
internal static class Winograd
{
    private const int LeastChannels = 16, LeastSide = 4;

    /// <summary>Elements of tiles worked on at a time: half of a megabyte of cache in single precision.</summary>
    private const int BlockElements = 1 << 17;

    /// <summary>Of the weights at their points: more would be no block of memory.</summary>
    private const long MostElements = 1 << 30;

    public static bool Suits(ContractionNode node)
    {
        ConvolutionGeometry g = node.Geometry;
        return g is { Groups: 1, Length: < 0, Y: { Size: 3, Stride: 1, Dilation: 1 }, X: { Size: 3, Stride: 1, Dilation: 1 } }
            && Math.Min(g.Channels, g.Outputs) >= LeastChannels
            && (long)KernelSizes.WinogradPoints * (g.Channels + KernelSizes.Vector) * (g.Outputs + KernelSizes.Vector) <= MostElements
            && Math.Min(Math.Min(g.Height, g.Width), Math.Min(g.OutHeight, g.OutWidth)) >= LeastSide;
    }

    /// <summary>Tiles worked on at a time: rows of a product at each point, so many as fill the registers.</summary>
    public static int Tiles(ContractionNode node)
    {
        int rowsElements = KernelSizes.WinogradPoints * (node.Geometry.Channels + node.Geometry.Outputs) * KernelSizes.RegisterRows;
        return Math.Max(1, BlockElements / rowsElements) * KernelSizes.RegisterRows;
    }

    /// <summary>Elements of a worker's own memory.</summary>
    public static int Scratch(ContractionNode node) => node.Role switch
    {
        ContractionRole.Output => KernelSizes.WinogradScratch(Tiles(node), node.Geometry.Channels, node.Geometry.Outputs),
        ContractionRole.InputGradient => KernelSizes.WinogradScratch(Tiles(node), node.Geometry.Outputs, node.Geometry.Channels),
        _ => KernelSizes.WinogradGradientScratch(Tiles(node), node.Geometry.Channels, node.Geometry.Outputs),
    };
}
