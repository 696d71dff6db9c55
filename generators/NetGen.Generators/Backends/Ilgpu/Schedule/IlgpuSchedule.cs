using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Lowering;

namespace NetGen.Generators.Backends.Ilgpu.Schedule;

/// <summary>
/// Which blocks the groups of a GPU compute, and into how many pieces the sums of a contraction are cut so that there is enough to do at
/// once: a batch of a few rows gives few blocks of results, each a long sum.
/// </summary>
/// <param name="elementSize">Bytes of a number: large blocks of doubles do not fit the registers.</param>
internal sealed class IlgpuSchedule(int elementSize) : Lowering.Schedule
{
    /// <summary>Narrower groups of channels are not tiled: one thread computes a result.</summary>
    private const int MostDirectColumns = 8;

    /// <summary>Rows and columns of a block, about.</summary>
    private const int BlockSide = 32;

    /// <summary>Products that are worth a piece of their own.</summary>
    private const int LeastProducts = 128;

    private const int MostSplits = 16;

    private static readonly Tile[] s_tiles =
    [
        new(128, 128, 8, 8, 8, 1.0), new(128, 64, 16, 8, 4, 0.9), new(64, 64, 16, 4, 4, 0.75), new(64, 32, 16, 4, 2, 0.55),
        new(32, 32, 16, 2, 2, 0.4), new(64, 16, 16, 4, 1, 0.35), new(64, 8, 16, 4, 1, 0.3), new(16, 16, 8, 2, 2, 0.25),
    ];

    public override string Summers => "chunks";

    public override bool PacksForKernels => false;

    public override ContractionSchedule Of(ContractionNode node, bool isRows, bool isDense)
    {
        ConvolutionGeometry g = node.Geometry;
        int columns = node.Role == ContractionRole.Output ? g.GroupOutputs : g.GroupChannels;
        if (g.Groups > 1 && columns < MostDirectColumns)
        {
            return new(ContractionMethod.Direct, WeightOrder.InPlace);
        }

        int splits = SplitsOfProducts(node);

        // Where the taps of a convolution lie between neighbouring products, these are brought together.
        return new(ContractionMethod.Tiled, g.Taps == 1 ? WeightOrder.InPlace : WeightOrder.Rows)
        {
            Splits = splits,
            TileOf = rows => Best((long)TypicalGpu.Batch * rows, columns, g.Groups * splits),
        };
    }

    public override GradientSchedule OfGradient(ContractionNode node, bool isRows)
    {
        ConvolutionGeometry g = node.Geometry;
        int blocks = g.Groups * Ceil(g.GroupOutputs, BlockSide) * Ceil(g.Depth, BlockSide);
        int splits = Math.Max(1, Math.Min(2 * TypicalGpu.Multiprocessors / blocks, MostSplits));
        return new(GradientMethod.Split) { Splits = splits, Tile = Best(g.GroupOutputs, g.Depth, g.Groups * splits) };
    }

    private static int SplitsOfProducts(ContractionNode node)
    {
        ConvolutionGeometry g = node.Geometry;
        if (!g.IsMatrixProduct)
        {
            return 1;
        }

        (int columns, int depth) = node.Role == ContractionRole.Output ? (g.Outputs, g.Channels) : (g.Channels, g.Outputs);
        int blocks = Ceil(TypicalGpu.Batch * g.Height * g.Width, BlockSide) * Ceil(columns, BlockSide);
        return Math.Max(1, Math.Min(Math.Min(TypicalGpu.Multiprocessors / blocks, depth / LeastProducts), MostSplits));
    }

    /// <summary>The blocks with the least cost: rounds of groups × size of a block / speed.</summary>
    /// <param name="rows">Rows of the result, as far as they are known.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="others">Independent products of that size.</param>
    private Tile Best(long rows, int columns, int others) => s_tiles
        .Where(tile => elementSize == sizeof(float) || tile.ThreadRows * tile.ThreadColumns <= 16)
        .OrderBy(tile =>
        {
            double groups = Math.Ceiling(rows / (double)tile.Rows) * Math.Ceiling(columns / (double)tile.Columns) * others;
            return Math.Ceiling(groups / TypicalGpu.Multiprocessors) * tile.Rows * tile.Columns / tile.Speed;
        }).First();

    private static int Ceil(int items, int size) => (items + size - 1) / size;
}
