using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Numerics;

/// <content>Matrix products whose rows lie at multiples of 4096 bytes.</content>
public static partial class Contraction
{
    // The most that the copies of rows may take: a part of the second-level cache, and of the stack.
    private const int MostCopied = 1 << 19;

    /// <summary>
    /// Whether the rows of a tile are more than the places that a first-level cache has for addresses 4096 bytes apart: they
    /// would push each other out.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool NeedsCopies<V, T, TStride>(in ContractionShape shape)
        where TStride : struct, IStride
        => TStride.Value * Unsafe.SizeOf<T>() % 4096 == 0 && ContractionTile.MaxRows<V>() > 8
            && shape.Depth == shape.Run && shape.Groups == 1
            && Apart<TStride>.Value * Unsafe.SizeOf<T>() * ContractionTile.MaxRows<V>() <= MostCopied;

    /// <summary>One line over all samples: the rows of a few tiles are copied apart, then multiplied with all panels, each read from memory once.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunOnCopies<V, S, T, TStride, TEpilogue>(
        in ContractionShape shape, int firstPixel, int endPixel, int firstPanel, int endPanel, ref T a, ref T panels, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TStride : struct, IStride
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        if (firstPixel == endPixel || firstPanel == endPanel)
        {
            return;
        }

        int pitch = Apart<TStride>.Value, rows = ContractionTile.EvenRows<V>(endPixel - firstPixel);
        int together = Math.Min(MostCopied / (pitch * rows * Unsafe.SizeOf<T>()) * rows, endPixel - firstPixel);
        Span<T> stack = stackalloc T[(together * pitch) + ContractionTile.ScratchLength<V, T>()];
        ref T copies = ref ContractionTile.Align(stack);
        ref T sums = ref Unsafe.Add(ref copies, together * pitch);
        int columns = shape.Columns, depth = shape.Depth, panelWidth = 2 * V.Count;
        epilogue.MoveTo(0, shape.YOrigin);
        for (int first = firstPixel; first < endPixel; first += together)
        {
            int end = Math.Min(first + together, endPixel);
            for (int p = first; p < end; p++)
            {
                ReadOnlySpan<T> row = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref a, shape.AOrigin + ((nint)p * TStride.Value)), depth);
                row.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref copies, (p - first) * pitch), depth));
            }

            for (int panel = firstPanel; panel < endPanel; panel++)
            {
                int c = panel * panelWidth, width = Math.Min(columns - c, panelWidth), vectors = width > V.Count ? 2 : 1;
                ContractionNest nest = Nest(shape, vectors * V.Count);
                ref T b = ref Unsafe.Add(ref panels, shape.BStep > 0 ? c : (nint)c * depth);
                for (int p = first; p < end; p += rows)
                {
                    int height = Math.Min(rows, end - p);
                    ContractionTile.Run<V, T, Apart<TStride>>(
                        height, vectors, ref Unsafe.Add(ref copies, (p - first) * pitch), ref b, nest, ref sums, panelWidth);
                    Finish<V, S, T, TEpilogue>(ref sums, height, width, shape.XOrigin + (p * shape.XStep), shape.XStep, c, ref epilogue);
                }
            }
        }
    }

    /// <summary>One cache line more than <typeparamref name="TStride"/>.</summary>
    private readonly struct Apart<TStride> : IStride
        where TStride : struct, IStride
    {
        public static int Value => TStride.Value + 16;
    }
}
