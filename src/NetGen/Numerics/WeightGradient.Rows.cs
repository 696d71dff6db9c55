using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <content>The gradient of a matrix product.</content>
public static partial class WeightGradient
{
    // Rows whose products are added before the next are fetched.
    private const int BlockRows = 1024;

    /// <summary>
    /// The gradient of y[r][o] = Σ_f x[r][f]·w[o][f] by w: gradient[o·features + f] = Σ_r dy[r·dyRow + o]·x[r·xRow + f]
    /// over all rows of the batch. The work is split over the workers by parts of the gradient, so that each part has one
    /// owner and nothing is left to join.
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
    /// <param name="gradient">Receives [outputs × features].</param>
    /// <param name="accumulate">Whether the gradient is added to what is there.</param>
    /// <param name="xRow">Elements of x between rows; 0: the features.</param>
    /// <param name="dyRow">Elements of dy between rows; 0: the outputs.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows<V, S, T>(
        Worker worker, int rows, int features, int outputs,
        ref T x, ref T dy, ref T gradient, bool accumulate = false, int xRow = 0, int dyRow = 0)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        xRow = xRow == 0 ? features : xRow;
        dyRow = dyRow == 0 ? outputs : dyRow;
        Span<T> stack = stackalloc T[ContractionTile.ScratchLength<V, T>()];
        ref T sums = ref ContractionTile.Align(stack);
        int height = ContractionTile.EvenRows<V>(outputs), tiles = (outputs + height - 1) / height;
        int panels = (features + (2 * V.Count) - 1) / (2 * V.Count);
        int run = Worker.EvenBlock(rows, BlockRows);

        // A tile reads a cache line of each row of dy.
        int together = Math.Clamp(BlockBytes / 64 / run, 1, tiles);
        for (int t = 0; t < tiles; t += together)
        {
            int count = Math.Min(together, tiles - t);
            (int start, int end) = worker.Split(panels * count);
            for (int r = 0; r == 0 || r < rows; r += run)
            {
                ContractionNest nest = new() { I = 1, J = 1, K = Math.Min(run, rows - r), AK = dyRow, BK = xRow };
                for (int item = start; item < end; item++)
                {
                    int f = item / count * 2 * V.Count, o = (t + (item % count)) * height;
                    ContractionTile.RunTo<V, S, T, UnitStride>(
                        Math.Min(height, outputs - o), Math.Min(features - f, 2 * V.Count),
                        ref Unsafe.Add(ref dy, ((nint)r * dyRow) + o), ref Unsafe.Add(ref x, ((nint)r * xRow) + f), nest,
                        ref Unsafe.Add(ref gradient, ((nint)o * features) + f), features, accumulate || r > 0, ref sums);
                }
            }
        }
    }
}
