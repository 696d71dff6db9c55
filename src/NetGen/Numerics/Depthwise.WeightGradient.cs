using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <content>The gradient by weights.</content>
public static partial class Depthwise
{
    // Taps whose sums are in registers together.
    private const int TapsAtOnce = 5;

    // Bytes of x and dy that all channels and taps pass before the next lines are fetched: a part of the L2 cache.
    private const int BlockBytes = 1 << 18;

    /// <summary>
    /// The share of this worker's samples: partial[(i·InnerCount + j)·Columns + c] = Σ x[.. + i·OuterStep + j·InnerStep + c] · dy[.. + c]
    /// over samples, lines and pixels. Zeros where the worker has no samples. Workers that share samples split the lines. Parts after the
    /// first are added.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the channels that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What to sum; one group, runs of one element.</param>
    /// <param name="x">Element 0 of the buffer of the input. Behind the channels of this and of dy, elements may be read.</param>
    /// <param name="dy">Element 0 of the buffer of the result's gradient.</param>
    /// <param name="partial">Receives Depth·Columns elements: a block of this worker's own.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WeightGradient<V, S, T>(Worker worker, in WeightGradientShape shape, ref T x, ref T dy, ref T partial)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        (nint row, nint endRow) = worker.Rows(shape.Lines);
        if (worker.IsFirstChunk || row == endRow)
        {
            MemoryMarshal.CreateSpan(ref partial, shape.Depth * shape.Columns).Clear();
        }

        Span<T> stack = stackalloc T[ContractionTile.ScratchLength<V, T>()];
        ref T sums = ref ContractionTile.Align(stack);
        long lineBytes = Math.Max(1, (long)shape.Pixels * (shape.XPixel + shape.DyPixel) * Unsafe.SizeOf<T>());
        int block = (int)Math.Clamp(BlockBytes / lineBytes, 1, Math.Max(1, shape.Lines));
        for (int count; row < endRow; row += count)
        {
            int n = (int)(row / shape.Lines), l = (int)(row % shape.Lines);
            count = (int)Math.Min(Math.Min(block, shape.Lines - l), endRow - row);
            ref T xs = ref Unsafe.Add(ref x, shape.XOrigin + ((nint)n * shape.XSample) + ((nint)l * shape.XLine));
            ref T dys = ref Unsafe.Add(ref dy, shape.DyOrigin + ((nint)n * shape.DySample) + ((nint)l * shape.DyLine));
            AddLines<V, S, T>(shape, count, ref xs, ref dys, ref partial, ref sums);
        }
    }

    /// <summary>Adds the products of some lines, for all channels and taps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddLines<V, S, T>(in WeightGradientShape shape, int lines, ref T x, ref T dy, ref T partial, ref T sums)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        int channels = shape.Columns, taps = shape.Depth, group = Worker.EvenBlock(taps, TapsAtOnce);
        for (int c = 0; c < channels; c += V.Count)
        {
            int width = Math.Min(V.Count, channels - c);
            for (int t = 0; t < taps; t += group)
            {
                int count = Math.Min(group, taps - t);
                SumTaps<V, T>(shape, t, count, lines, ref Unsafe.Add(ref x, c), ref Unsafe.Add(ref dy, c), ref sums);
                ContractionTile.Put<V, S, T>(
                    ref sums, count, width, ref Unsafe.Add(ref partial, ((nint)t * channels) + c), channels, accumulate: true);
            }
        }
    }

    private static void SumTaps<V, T>(in WeightGradientShape shape, int first, int count, int lines, ref T x, ref T dy, ref T sums)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        switch (count)
        {
            case 1: SumTaps<V, T, Size1>(shape, first, lines, ref x, ref dy, ref sums); break;
            case 2: SumTaps<V, T, Size2>(shape, first, lines, ref x, ref dy, ref sums); break;
            case 3: SumTaps<V, T, Size3>(shape, first, lines, ref x, ref dy, ref sums); break;
            case 4: SumTaps<V, T, Size4>(shape, first, lines, ref x, ref dy, ref sums); break;
            case 5: SumTaps<V, T, Size5>(shape, first, lines, ref x, ref dy, ref sums); break;
        }
    }

    /// <summary>
    /// sums[t][c] = Σ_l Σ_p x[l·XLine + p·XPixel + tap(first + t) + c] · dy[l·DyLine + p·DyPixel + c]
    /// for one vector of channels, even and odd pixels apart.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SumTaps<V, T, TTaps>(in WeightGradientShape shape, int first, int lines, ref T x, ref T dy, ref T sums)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        where TTaps : struct, ISize
    {
        nint tap0 = Tap(shape, first), tap1 = Tap(shape, first + 1);
        nint tap2 = Tap(shape, first + 2), tap3 = Tap(shape, first + 3), tap4 = Tap(shape, first + 4);
        V a0 = V.Zero, a1 = V.Zero, a2 = V.Zero, a3 = V.Zero, a4 = V.Zero;
        V b0 = V.Zero, b1 = V.Zero, b2 = V.Zero, b3 = V.Zero, b4 = V.Zero;
        nint xPixel = shape.XPixel, dyPixel = shape.DyPixel;
        for (int l = 0; l < lines; l++)
        {
            ref T p = ref Unsafe.Add(ref x, (nint)l * shape.XLine);
            ref T q = ref Unsafe.Add(ref dy, (nint)l * shape.DyLine);
            int pixel = 0;
            for (; pixel <= shape.Pixels - 2; pixel += 2)
            {
                V u = V.Load(ref q, 0), v = V.Load(ref q, dyPixel);
                ref T next = ref Unsafe.Add(ref p, xPixel);
                if (TTaps.Value > 0) { a0 = V.Fma(V.Load(ref p, tap0), u, a0); b0 = V.Fma(V.Load(ref next, tap0), v, b0); }
                if (TTaps.Value > 1) { a1 = V.Fma(V.Load(ref p, tap1), u, a1); b1 = V.Fma(V.Load(ref next, tap1), v, b1); }
                if (TTaps.Value > 2) { a2 = V.Fma(V.Load(ref p, tap2), u, a2); b2 = V.Fma(V.Load(ref next, tap2), v, b2); }
                if (TTaps.Value > 3) { a3 = V.Fma(V.Load(ref p, tap3), u, a3); b3 = V.Fma(V.Load(ref next, tap3), v, b3); }
                if (TTaps.Value > 4) { a4 = V.Fma(V.Load(ref p, tap4), u, a4); b4 = V.Fma(V.Load(ref next, tap4), v, b4); }
                p = ref Unsafe.Add(ref next, xPixel);
                q = ref Unsafe.Add(ref q, 2 * dyPixel);
            }

            if (pixel < shape.Pixels)
            {
                V u = V.Load(ref q, 0);
                if (TTaps.Value > 0) { a0 = V.Fma(V.Load(ref p, tap0), u, a0); }
                if (TTaps.Value > 1) { a1 = V.Fma(V.Load(ref p, tap1), u, a1); }
                if (TTaps.Value > 2) { a2 = V.Fma(V.Load(ref p, tap2), u, a2); }
                if (TTaps.Value > 3) { a3 = V.Fma(V.Load(ref p, tap3), u, a3); }
                if (TTaps.Value > 4) { a4 = V.Fma(V.Load(ref p, tap4), u, a4); }
            }
        }

        if (TTaps.Value > 0) { (a0 + b0).Store(ref sums, 0); }
        if (TTaps.Value > 1) { (a1 + b1).Store(ref sums, 2 * V.Count); }
        if (TTaps.Value > 2) { (a2 + b2).Store(ref sums, 4 * V.Count); }
        if (TTaps.Value > 3) { (a3 + b3).Store(ref sums, 6 * V.Count); }
        if (TTaps.Value > 4) { (a4 + b4).Store(ref sums, 8 * V.Count); }
    }

    /// <summary>Where in x a tap lies.</summary>
    private static nint Tap(in WeightGradientShape shape, int tap) =>
        ((nint)(tap / shape.InnerCount) * shape.OuterStep) + ((nint)(tap % shape.InnerCount) * shape.InnerStep);
}
