using NetGen.Generators.Graph;
using NetGen.Generators.Lowering;

namespace NetGen.Generators.Backends.Cpu.Schedule;

/// <summary>
/// Which convolutions NetGen.Numerics.Winograd computes: 3×3 with stride 1, tile by tile of 4×4 results, a quarter of the products.
/// Bringing a tile to its 36 points and back costs about 500 vector operations a 16 channels, the products saved are 108 for every
/// 16 × 16 channels of input and output: it pays from 16 channels on.
/// </summary>
internal static class Winograd
{
    private const int Points = 36, Gap = 16, LeastChannels = 16, LeastSide = 4;

    /// <summary>Elements of tiles worked on at a time: half of a megabyte of cache in single precision.</summary>
    private const int BlockElements = 1 << 17;

    /// <summary>Of the weights at their points: more would be no block of memory.</summary>
    private const long MostElements = 1 << 30;

    /// <summary>Rows of results that the widest registers hold: tiles are counted in these.</summary>
    private const int RegisterRows = 14;

    public static bool Suits(ContractionNode node)
    {
        ConvolutionGeometry g = node.Geometry;
        return g is { Kernel: 3, Stride: 1, Dilation: 1, Groups: 1, Length: < 0 }
            && Math.Min(g.Channels, g.Outputs) >= LeastChannels
            && (long)Points * (g.Channels + Gap) * (g.Outputs + Gap) <= MostElements
            && Math.Min(Math.Min(g.Height, g.Width), Math.Min(g.OutHeight, g.OutWidth)) >= LeastSide;
    }

    /// <summary>Tiles worked on at a time.</summary>
    public static int Tiles(ContractionNode node) =>
        Math.Max(1, BlockElements / (Points * (node.Geometry.Channels + node.Geometry.Outputs) * RegisterRows)) * RegisterRows;

    /// <summary>Elements of packed weights for so many channels read and written.</summary>
    public static int PanelSize(int channels, int columns) => Points * RoundUp(columns) * (channels + Gap / 2);

    /// <summary>Elements of a worker's own memory, as the runtime counts them.</summary>
    public static int Scratch(ContractionNode node) => node.Role switch
    {
        ContractionRole.Output => Scratch(Tiles(node), node.Geometry.Channels, node.Geometry.Outputs),
        ContractionRole.InputGradient => Scratch(Tiles(node), node.Geometry.Outputs, node.Geometry.Channels),
        _ => GradientScratch(Tiles(node), node.Geometry.Channels, node.Geometry.Outputs),
    };

    /// <summary>For so many channels read and written.</summary>
    public static int Scratch(int tiles, int channels, int columns) => Points * (tiles * (channels + RoundUp(columns)) + 2 * Gap);

    /// <summary>For the gradient of the weights.</summary>
    public static int GradientScratch(int tiles, int channels, int columns) => Scratch(tiles, channels, columns) + Points * channels * columns;

    private static int RoundUp(int columns) => (columns + 15) / 16 * 16;
}
