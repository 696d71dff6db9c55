using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <content>Matrix products whose rows lie at multiples of 4096 bytes.</content>
public static partial class Contraction
{
    // Elements of a row copied at a time, and how far the copies lie apart: not at places of the cache that exclude each other.
    private const int Chunk = 256;
    private const int ChunkPitch = Chunk + 16;

    // Panels that share a copy: as many as fit into a part of the second-level cache, so that the next rows find them there.
    private const int MostPanels = 4;
    private const int PanelBytes = 1 << 19;

    /// <summary>Whether the rows of a tile are more than the places a first-level cache has for addresses 4096 bytes apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool FightForPlaces<V, T, TStride>()
        where TStride : struct, IStride
        => TStride.Value * Unsafe.SizeOf<T>() % 4096 == 0 && ContractionTile.MaxRows<V>() > 8;

    /// <summary>One line over all samples. Each chunk of a tile's rows is copied together, then multiplied with several panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunByChunks<V, S, T, TStride, TEpilogue>(
        in ContractionShape shape, int firstPixel, int endPixel, int firstPanel, int endPanel, ref T a, ref T panels, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TStride : struct, IStride
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        int tileLength = 2 * V.Count * ContractionTile.MaxRows<V>();
        Span<T> stack = stackalloc T[(ContractionTile.MaxRows<V>() * ChunkPitch) + (MostPanels * tileLength) + (64 / Unsafe.SizeOf<T>())];
        ref T copy = ref ContractionTile.Align(stack);
        ref T sums = ref Unsafe.Add(ref copy, ContractionTile.MaxRows<V>() * ChunkPitch);
        int columns = shape.Columns, depth = shape.Depth, panelWidth = 2 * V.Count;
        int group = Math.Clamp(PanelBytes / (depth * panelWidth * Unsafe.SizeOf<T>()), 1, MostPanels);
        int rows = ContractionTile.EvenRows<V>(endPixel - firstPixel);
        epilogue.MoveTo(0, shape.YOrigin);
        for (int first = firstPanel; first < endPanel; first += group)
        {
            int count = Math.Min(group, endPanel - first);
            for (int p = firstPixel; p < endPixel; p += rows)
            {
                int height = Math.Min(rows, endPixel - p);
                for (int k = 0; k < depth; k += Chunk)
                {
                    int length = Math.Min(Chunk, depth - k);
                    CopyChunk<V, S, T>(height, length, ref Unsafe.Add(ref a, shape.AOrigin + ((nint)p * TStride.Value) + k), TStride.Value, ref copy);
                    for (int q = 0; q < count; q++)
                    {
                        int c = (first + q) * panelWidth;
                        int vectors = columns - c > V.Count ? 2 : 1, width = vectors * V.Count;
                        ContractionNest nest = new() { I = 1, J = 1, K = length, AK = 1, BK = width };
                        ContractionTile.Run<V, T, ChunkStride>(
                            height, vectors, ref copy, ref Unsafe.Add(ref panels, ((nint)c * depth) + ((nint)k * width)), nest,
                            ref Unsafe.Add(ref sums, q * tileLength), panelWidth, accumulate: k > 0);
                    }
                }

                for (int q = 0; q < count; q++)
                {
                    int c = (first + q) * panelWidth;
                    Finish<V, S, T, TEpilogue>(
                        ref Unsafe.Add(ref sums, q * tileLength), height, Math.Min(columns - c, panelWidth),
                        shape.XOrigin + (p * shape.XStep), shape.XStep, c, ref epilogue);
                }
            }
        }
    }

    private static void CopyChunk<V, S, T>(int rows, int length, ref T from, nint pitch, ref T to)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        for (int r = 0; r < rows; r++)
        {
            ref T source = ref Unsafe.Add(ref from, r * pitch);
            ref T target = ref Unsafe.Add(ref to, r * ChunkPitch);
            int k = 0;
            for (; k <= length - V.Count; k += V.Count)
            {
                V.Load(ref source, k).Store(ref target, k);
            }

            for (; k < length; k++)
            {
                S.Load(ref source, k).Store(ref target, k);
            }
        }
    }

    private readonly struct ChunkStride : IStride
    {
        public static int Value => ChunkPitch;
    }
}
