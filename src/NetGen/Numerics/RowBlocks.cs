using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>
/// A matrix [rows][depth] turned around in blocks of 64 rows: element (r, d) at (r / 64 · depth + d) · 64 + r % 64. A block
/// is read from front to back, whatever the number of rows, so its lines never fight for the same places of the cache.
/// </summary>
internal static class RowBlocks
{
    /// <summary>Rows of a block: also the distance of neighbouring d.</summary>
    public const int Size = KernelSizes.Block;

    /// <summary>Packs a matrix whose rows lie <paramref name="pitch"/> apart; those that fill the last block stay as they are.</summary>
    public static void Pack<T>(int rows, int depth, ref T from, nint pitch, ref T to)
        where T : unmanaged
    {
        for (int r = 0; r < rows; r += Size)
        {
            Transposition.Copy(
                depth, Math.Min(Size, rows - r),
                ref Unsafe.Add(ref from, r * pitch), 1, pitch,
                ref Unsafe.Add(ref to, (nint)r * depth), Size, 1);
        }
    }
}

/// <summary>Rows that lie a block's width apart.</summary>
internal readonly struct BlockStride : IStride
{
    public static int Value => RowBlocks.Size;
}
