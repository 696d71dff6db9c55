using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <content>The gradient of a matrix product, used up by the optimizer.</content>
public static partial class WeightGradient
{
    // Elements of the gradient that are computed before the optimizer gets them: a part of the second-level cache.
    private const int UpdatedAtOnce = 3 << 14;

    // Bytes of x that stay in the second-level cache beside them.
    private const int CachedBytes = 1 << 19;

    /// <summary>
    /// Updates the weights of y[r][o] = Σ_f x[r][f]·w[o][f] with their gradient, Σ_r dy[r·dyRow + o]·x[r·xRow + f] over all rows of
    /// the batch. The work is split over the workers by outputs.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the features that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Who computes.</param>
    /// <param name="rows">Rows of x and dy: 0 or more.</param>
    /// <param name="features">Columns of x.</param>
    /// <param name="outputs">Columns of dy.</param>
    /// <param name="x">[rows × features]. Elements behind the end may be read.</param>
    /// <param name="dy">[rows × outputs].</param>
    /// <param name="weights">What is updated, and its gradient: [outputs × features].</param>
    /// <param name="xRow">Elements of x between rows; 0: the features.</param>
    /// <param name="dyRow">Elements of dy between rows; 0: the outputs.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update<V, S, T>(
        Worker worker, int rows, int features, int outputs, ref T x, ref T dy, in WeightUpdate<T> weights, int xRow = 0, int dyRow = 0)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        xRow = xRow == 0 ? features : xRow;
        dyRow = dyRow == 0 ? outputs : dyRow;
        (int first, int end) = worker.Split(outputs);
        if (first == end)
        {
            return;
        }

        int run = Worker.EvenBlock(rows, BlockRows), height = ContractionTile.EvenRows<V>(end - first);

        // Whole lines of weights, which the optimizer goes through best; but what is fetched of a large x has to serve several tiles.
        int fewest = (long)rows * xRow * Unsafe.SizeOf<T>() <= CachedBytes ? 1 : 4;
        int lines = height * (int)Math.Clamp((long)UpdatedAtOnce / ((long)height * features), fewest, BlockBytes / 64 / run);
        int columns = Math.Min(features, Math.Max(1, UpdatedAtOnce / lines / (2 * V.Count)) * 2 * V.Count);
        Span<T> stack = stackalloc T[ContractionTile.ScratchLength<V, T>()];
        ref T sums = ref ContractionTile.Align(stack);
        for (int o = first; o < end; o += lines)
        {
            int count = Math.Min(lines, end - o);
            for (int f = 0; f < features; f += columns)
            {
                int width = Math.Min(columns, features - f);
                for (int r = 0; r == 0 || r < rows; r += run)
                {
                    ContractionNest nest = new() { I = 1, J = 1, K = Math.Min(run, rows - r), AK = dyRow, BK = xRow };
                    for (int c = f; c < f + width; c += 2 * V.Count)
                    {
                        for (int line = o; line < o + count; line += height)
                        {
                            ContractionTile.RunTo<V, S, T, UnitStride>(
                                Math.Min(height, o + count - line), Math.Min(f + width - c, 2 * V.Count),
                                ref Unsafe.Add(ref dy, ((nint)r * dyRow) + line), ref Unsafe.Add(ref x, ((nint)r * xRow) + c), nest,
                                ref weights.GradientAt(((nint)line * features) + c), features, r > 0, ref sums);
                        }
                    }
                }

                if (width == features)
                {
                    weights.Apply(o * features, count * features);
                    continue;
                }

                for (int line = o; line < o + count; line++)
                {
                    weights.Apply((line * features) + f, width);
                }
            }
        }
    }
}
