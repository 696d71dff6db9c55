using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>Gradients by weights: dW = Σ x·dy over all samples and pixels, for convolutions and matrix products.</summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class WeightGradient
{
    // Bytes of x and dy that are worked through for all weights before the next are fetched: a part of the L2 cache.
    private const int BlockBytes = 1 << 18;

    /// <summary>
    /// The share of this worker's samples in the gradient of a convolution:
    /// partial[(g·Depth + (i·InnerCount + j)·Run + k)·Columns + column] = Σ x·dy. Zeros where the worker has no samples. Workers
    /// that share samples split the lines. Chunks after the first are added.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the columns that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What to sum.</param>
    /// <param name="x">Element 0 of the buffer of the input.</param>
    /// <param name="dy">Element 0 of the buffer of the result's gradient. Elements behind its channels may be read.</param>
    /// <param name="partial">Receives Groups·Depth·Columns elements: a block of this worker's own.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, S, T>(Worker worker, in WeightGradientShape shape, ref T x, ref T dy, ref T partial)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        Span<T> stack = stackalloc T[ContractionTile.ScratchLength<V, T>()];
        ref T sums = ref ContractionTile.Align(stack);
        int lines = shape.Lines;
        (nint row, nint endRow) = worker.Rows(lines);
        if (row == endRow)
        {
            // Only where there are no further parts.
            MemoryMarshal.CreateSpan(ref partial, shape.Groups * shape.Depth * shape.Columns).Clear();
            return;
        }

        long sampleBytes = Math.Max(1, (long)lines * shape.Pixels * (shape.XPixel + shape.DyPixel) * Unsafe.SizeOf<T>());
        int block = (int)Math.Max(BlockBytes / sampleBytes, 1);
        bool accumulate = !worker.IsFirstChunk;
        for (int samples, count; row < endRow; row += samples * count)
        {
            // Whole samples, several at a time; where workers split one, its lines.
            int n = (int)(row / lines), firstLine = (int)(row % lines);
            samples = firstLine > 0 ? 1 : (int)Math.Clamp((endRow - row) / lines, 1, block);
            count = (int)Math.Min(lines - firstLine, endRow - row);
            ContractionNest nest = Nest(shape, samples, count);
            for (int g = 0; g < shape.Groups; g++)
            {
                ref T xs = ref Unsafe.Add(
                    ref x, shape.XOrigin + ((nint)n * shape.XSample) + ((nint)firstLine * shape.XLine) + ((nint)g * shape.XGroup));
                ref T dys = ref Unsafe.Add(
                    ref dy, shape.DyOrigin + ((nint)n * shape.DySample) + ((nint)firstLine * shape.DyLine) + ((nint)g * shape.Columns));
                ref T result = ref Unsafe.Add(ref partial, (nint)g * shape.Depth * shape.Columns);
                AddSamples<V, S, T>(shape, nest, ref xs, ref dys, ref result, accumulate, ref sums);
            }

            accumulate = true;
        }
    }

    private static ContractionNest Nest(in WeightGradientShape shape, int samples, int lines) => new()
    {
        I = samples,
        J = lines,
        K = shape.Pixels,
        AI = shape.XSample,
        AJ = shape.XLine,
        AK = shape.XPixel,
        BI = shape.DySample,
        BJ = shape.DyLine,
        BK = shape.DyPixel,
    };

    /// <summary>Sums one block of samples of one group, for all taps and columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSamples<V, S, T>(
        in WeightGradientShape shape, in ContractionNest nest, ref T x, ref T dy, ref T result, bool accumulate, ref T sums)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        int columns = shape.Columns, run = shape.Run;
        int rows = ContractionTile.EvenRows<V>(run);
        for (int c = 0; c < columns; c += 2 * V.Count)
        {
            int width = Math.Min(columns - c, 2 * V.Count);
            for (int i = 0; i < shape.OuterCount; i++)
            {
                for (int j = 0; j < shape.InnerCount; j++)
                {
                    ref T tap = ref Unsafe.Add(ref x, ((nint)i * shape.OuterStep) + ((nint)j * shape.InnerStep));
                    nint first = ((nint)i * shape.InnerCount + j) * run;
                    for (int k = 0; k < run; k += rows)
                    {
                        int count = Math.Min(rows, run - k);
                        ref T target = ref Unsafe.Add(ref result, ((first + k) * columns) + c);
                        ContractionTile.RunTo<V, S, T, UnitStride>(
                            count, width, ref Unsafe.Add(ref tap, k), ref Unsafe.Add(ref dy, c), nest,
                            ref target, columns, accumulate, ref sums);
                    }
                }
            }
        }
    }
}
