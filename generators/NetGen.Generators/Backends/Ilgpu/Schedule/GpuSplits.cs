using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Ilgpu.Schedule;

/// <summary>
/// Into how many pieces the sums of a contraction are cut so that a GPU has enough to do at once: a batch of a few rows gives few tiles of
/// results, each a long sum.
/// </summary>
internal static class GpuSplits
{
    /// <summary>Rows and columns of a tile, about.</summary>
    private const int Tile = 32;

    /// <summary>Products that are worth a piece of their own.</summary>
    private const int LeastProducts = 128;

    private const int Most = 16;

    /// <summary>Pieces of the rows that a gradient of weights is summed over.</summary>
    public static int OfRows(ConvolutionGeometry g)
    {
        int tiles = g.Groups * Ceil(g.GroupOutputs, Tile) * Ceil(g.Depth, Tile);
        return Math.Max(1, Math.Min(2 * TypicalGpu.Multiprocessors / tiles, Most));
    }

    /// <summary>Pieces of the products that each result is summed from.</summary>
    public static int OfProducts(ContractionNode node)
    {
        ConvolutionGeometry g = node.Geometry;
        if (!g.IsMatrixProduct)
        {
            return 1;
        }

        (int columns, int depth) = node.Role == ContractionRole.Output ? (g.Outputs, g.Channels) : (g.Channels, g.Outputs);
        int tiles = Ceil(TypicalGpu.Batch * g.Height * g.Width, Tile) * Ceil(columns, Tile);
        return Math.Max(1, Math.Min(Math.Min(TypicalGpu.Multiprocessors / tiles, depth / LeastProducts), Most));
    }

    private static int Ceil(int items, int size) => (items + size - 1) / size;
}
