using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <content>
/// Large matrix products, one block of the caches' size after the other. Goto and van de Geijn 2008, "Anatomy of
/// high-performance matrix multiplication".
/// </content>
public static partial class Contraction
{
    // Products of each sum in a block.
    private const int BlockDepth = 1024;

    // Rows and panels in a block of floats: its rows of A, its sums and a panel fit into the second-level cache. Of doubles, half the rows.
    private const int BlockRows = 200, BlockPanels = 8;

    // Panels in a block whose panels are copied, which need room beside them on the stack.
    private const int CopiedPanels = 4;

    // Rows of a tile that lie a page apart: a first-level cache has no more than 8 to 12 places for their lines.
    private const int PageRows = 8;

    // Bytes of B that are read where they lie: more would leave the second-level cache before the next tile needs them.
    private const int MostInPlace = 1 << 19;

    /// <summary>Whether a product of so many rows gains by blocks, or by operands that are copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool NeedsBlocks<V, T, TStride>(in ContractionShape shape, int rows)
        where TStride : struct, IStride
        => shape.Depth == shape.Run && shape.Groups == 1 && rows > 1
            && (TileRows<V, T, TStride>() < ContractionTile.MaxRows<V>()
                || (rows > ContractionTile.MaxRows<V>() && IsPages<T>(shape.BStep))
                || (rows > 4 * ContractionTile.MaxRows<V>() && (shape.Depth > BlockDepth || CopiesB<T>(shape))));

    /// <summary>Most rows of a tile: fewer where they would push each other out of the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TileRows<V, T, TStride>()
        where TStride : struct, IStride
        => IsPages<T>(TStride.Value) ? Math.Min(ContractionTile.MaxRows<V>(), PageRows) : ContractionTile.MaxRows<V>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool CopiesB<T>(in ContractionShape shape)
        => shape.BStep > 0 && (IsPages<T>(shape.BStep) || (long)shape.Depth * shape.Columns * Unsafe.SizeOf<T>() > MostInPlace);

    /// <summary>Whether neighbouring rows lie a multiple of 4096 bytes apart: all of them share few places of the caches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPages<T>(int step) => step > 0 && step * Unsafe.SizeOf<T>() % 4096 == 0;

    /// <summary>
    /// One line over all samples: the sums of a block's tiles grow from depth to depth, and the epilogue gets them with the
    /// last products.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunInBlocks<V, S, T, TStride, TEpilogue>(
        in ContractionShape shape, int firstRow, int endRow, int firstPanel, int endPanel, ref T a, ref T panels, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TStride : struct, IStride
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        bool copiesB = CopiesB<T>(shape);
        int depth = shape.Depth, panelWidth = 2 * V.Count, tile = Worker.EvenBlock(endRow - firstRow, TileRows<V, T, TStride>());
        int run = Worker.EvenBlock(depth, BlockDepth);
        int rows = Math.Min(BlockRows * sizeof(float) / Unsafe.SizeOf<T>() / tile * tile, endRow - firstRow);
        int width = Math.Min(copiesB ? CopiedPanels : BlockPanels, endPanel - firstPanel) * panelWidth;
        int panelsLength = copiesB ? run * width : 0;
        Span<T> stack = stackalloc T[panelsLength + (rows * width) + (64 / Unsafe.SizeOf<T>())];
        ref T copiedPanels = ref ContractionTile.Align(stack);
        ref T sums = ref Unsafe.Add(ref copiedPanels, panelsLength);
        int endColumn = Math.Min(endPanel * panelWidth, shape.Columns);
        epilogue.MoveTo(0, shape.YOrigin);
        for (int row = firstRow; row < endRow; row += rows)
        {
            for (int c = firstPanel * panelWidth; c < endColumn; c += width)
            {
                for (int k = 0; k == 0 || k < depth; k += run)
                {
                    ProductBlock block = new()
                    {
                        FirstRow = row,
                        Rows = Math.Min(rows, endRow - row),
                        Tile = tile,
                        FirstColumn = c,
                        Columns = Math.Min(width, endColumn - c),
                        FirstDepth = k,
                        Depth = Math.Min(run, depth - k),
                        IsLast = k + run >= depth,
                        PanelStep = copiesB ? (nint)run * panelWidth : shape.BStep > 0 ? panelWidth : (nint)depth * panelWidth,
                        BStep = copiesB ? 0 : shape.BStep,
                        PanelDepth = shape.BStep > 0 ? 0 : k,
                    };
                    scoped ref T b = ref Unsafe.Add(ref panels, shape.BStep > 0 ? ((nint)k * shape.BStep) + c : (nint)c * depth);
                    if (copiesB)
                    {
                        Panels.CopyRows<V, T>(ref b, shape.BStep, block.Depth, block.Columns, ref copiedPanels, 0, block.PanelStep);
                        b = ref copiedPanels;
                    }

                    ref T left = ref Unsafe.Add(ref a, shape.AOrigin + ((nint)row * TStride.Value) + k);
                    Multiply<V, S, T, TStride, TEpilogue>(shape, block, ref left, ref b, ref sums, ref epilogue);
                }
            }
        }
    }

    /// <summary>Adds the products of a block to the sums [panels][rows][two vectors]; the epilogue gets the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<V, S, T, TStride, TEpilogue>(
        in ContractionShape shape, in ProductBlock block, ref T a, ref T b, ref T sums, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TStride : struct, IStride
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        int panelWidth = 2 * V.Count;
        for (int c = 0; c < block.Columns; c += panelWidth)
        {
            int width = Math.Min(block.Columns - c, panelWidth), vectors = width > V.Count ? 2 : 1;
            ContractionNest nest = new() { I = 1, J = 1, K = block.Depth, AK = 1, BK = block.BStep > 0 ? block.BStep : vectors * V.Count };
            ref T panel = ref Unsafe.Add(ref b, (c / panelWidth * block.PanelStep) + (block.PanelDepth * nest.BK));
            for (int r = 0; r < block.Rows; r += block.Tile)
            {
                int count = Math.Min(block.Tile, block.Rows - r);
                ref T tile = ref Unsafe.Add(ref sums, (c * block.Rows) + (r * panelWidth));
                ContractionTile.Run<V, T, TStride>(
                    count, vectors, ref Unsafe.Add(ref a, (nint)r * TStride.Value),
                    ref panel, nest, ref tile, panelWidth, block.FirstDepth > 0);
                if (block.IsLast)
                {
                    int x = shape.XOrigin + ((block.FirstRow + r) * shape.XStep);
                    Finish<V, S, T, TEpilogue>(ref tile, count, width, x, shape.XStep, block.FirstColumn + c, ref epilogue);
                }
            }
        }
    }
}
