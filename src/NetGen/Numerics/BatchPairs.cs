using System.ComponentModel;
using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// Rows of a batch, one of each sample, by those of another, x[i]·y[j] for all i and j, without the matrix of all pairs: a stretch of it at
/// a time is computed, and again for the gradient. A row is one worker's work, so its bits do not depend on their number.
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchPairs
{
    /// <summary>Pairs of a row that are looked at together: a multiple of the widest vector and of four.</summary>
    private const int Stretch = 64;

    /// <summary>logSum[i] = ln Σ_j exp(x[i]·y[j]) for this worker's samples i and all samples j.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for what fills no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="width">Features of a row.</param>
    /// <param name="x">[samples × width].</param>
    /// <param name="y">[samples × width].</param>
    /// <param name="logSum">Receives [samples].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LogSum<V, S, T>(Worker worker, int width, ref T x, ref T y, ref T logSum)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        Span<T> memory = stackalloc T[Stretch];
        ref T scores = ref memory[0];
        for (int i = worker.FirstSample; i < worker.EndSample; i++)
        {
            S most = S.Const(double.NegativeInfinity), sum = S.Zero;
            for (int start = 0; start < worker.Batch; start += Stretch)
            {
                Scores<V, S, T>(
                    width, Math.Min(Stretch, worker.Batch - start), ref Unsafe.Add(ref x, (nint)i * width),
                    ref Unsafe.Add(ref y, (nint)start * width), ref scores);
                V largest = V.Load(ref scores, 0);
                for (int k = V.Count; k < Stretch; k += V.Count)
                {
                    largest = V.Max(largest, V.Load(ref scores, k));
                }

                S higher = S.Max(most, S.Create(V.MaxElement(largest)));
                V shift = V.Create(S.Sum(higher)), powers = V.Zero;
                for (int k = 0; k < Stretch; k += V.Count)
                {
                    powers += V.Exp(V.Load(ref scores, k) - shift);
                }

                sum = S.Fma(sum, S.Exp(most - higher), S.Create(V.Sum(powers)));
                most = higher;
            }

            (most + S.Log(sum)).Store(ref logSum, i);
        }
    }

    /// <summary>dx[i] = slope[i] · Σ_j exp(x[i]·y[j] − logSum[i]) · y[j]: the gradient of <see cref="LogSum"/> by its x.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for what fills no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="width">Features of a row.</param>
    /// <param name="x">[samples × width].</param>
    /// <param name="y">[samples × width].</param>
    /// <param name="logSum">[samples].</param>
    /// <param name="slope">[samples], the gradient of logSum.</param>
    /// <param name="dx">Receives [samples × width]; other memory than all that is read.</param>
    public static void OwnGradient<V, S, T>(Worker worker, int width, ref T x, ref T y, ref T logSum, ref T slope, ref T dx)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged => Gradient<V, S, T>(worker, width, ref x, ref y, ref logSum, ref slope, ref dx, isOfOther: false);

    /// <summary>
    /// dx[i] = Σ_j slope[j] · exp(x[i]·y[j] − logSum[j]) · y[j]: the gradient of <see cref="LogSum"/> by its y, which is x here, and its x
    /// is y.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for what fills no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="width">Features of a row.</param>
    /// <param name="x">[samples × width].</param>
    /// <param name="y">[samples × width].</param>
    /// <param name="logSum">[samples].</param>
    /// <param name="slope">[samples], the gradient of logSum.</param>
    /// <param name="dx">Receives [samples × width]; other memory than all that is read.</param>
    public static void OtherGradient<V, S, T>(Worker worker, int width, ref T x, ref T y, ref T logSum, ref T slope, ref T dx)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged => Gradient<V, S, T>(worker, width, ref x, ref y, ref logSum, ref slope, ref dx, isOfOther: true);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradient<V, S, T>(
        Worker worker, int width, ref T x, ref T y, ref T logSum, ref T slope, ref T dx, bool isOfOther)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        Span<T> memory = stackalloc T[Stretch];
        ref T weights = ref memory[0];
        for (int i = worker.FirstSample; i < worker.EndSample; i++)
        {
            ref T to = ref Unsafe.Add(ref dx, (nint)i * width);
            for (int start = 0; start < worker.Batch; start += Stretch)
            {
                int count = Math.Min(Stretch, worker.Batch - start);
                ref T rows = ref Unsafe.Add(ref y, (nint)start * width);
                Scores<V, S, T>(width, count, ref Unsafe.Add(ref x, (nint)i * width), ref rows, ref weights);
                int k = 0;
                for (; k <= count - V.Count; k += V.Count)
                {
                    Weigh<V, T>(k, isOfOther, isOfOther ? start + k : i, ref weights, ref logSum, ref slope);
                }

                for (; k < count; k++)
                {
                    Weigh<S, T>(k, isOfOther, isOfOther ? start + k : i, ref weights, ref logSum, ref slope);
                }

                int d = 0;
                for (; d <= width - (4 * V.Count); d += 4 * V.Count)
                {
                    AddFourVectors<V, T>(width, count, d, start > 0, ref weights, ref rows, ref to);
                }

                for (; d <= width - V.Count; d += V.Count)
                {
                    AddRows<V, T>(width, count, d, start > 0, ref weights, ref rows, ref to);
                }

                for (; d < width; d++)
                {
                    AddRows<S, T>(width, count, d, start > 0, ref weights, ref rows, ref to);
                }
            }
        }
    }

    /// <summary>weights[k] ← exp(weights[k] − logSum) · slope: those of each pair's other, or of one sample for all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Weigh<V, T>(int k, bool isOfOther, int of, ref T weights, ref T logSum, ref T slope)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V shift = isOfOther ? V.Load(ref logSum, of) : V.Create(Unsafe.Add(ref logSum, of));
        V factor = isOfOther ? V.Load(ref slope, of) : V.Create(Unsafe.Add(ref slope, of));
        (V.Exp(V.Load(ref weights, k) - shift) * factor).Store(ref weights, k);
    }

    /// <summary>scores[j] = x · rows[j] for the first rows; −∞ for the others of a stretch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scores<V, S, T>(int width, int count, ref T x, ref T rows, ref T scores)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        for (int j = 0; j < count; j += 4)
        {
            // Four rows at a time; behind the last one it is computed again.
            ref T row0 = ref Unsafe.Add(ref rows, (nint)j * width);
            ref T row1 = ref Unsafe.Add(ref rows, (nint)Math.Min(j + 1, count - 1) * width);
            ref T row2 = ref Unsafe.Add(ref rows, (nint)Math.Min(j + 2, count - 1) * width);
            ref T row3 = ref Unsafe.Add(ref rows, (nint)Math.Min(j + 3, count - 1) * width);
            V v0 = V.Zero, v1 = V.Zero, v2 = V.Zero, v3 = V.Zero;
            int d = 0;
            for (; d <= width - V.Count; d += V.Count)
            {
                V own = V.Load(ref x, d);
                v0 = V.Fma(own, V.Load(ref row0, d), v0);
                v1 = V.Fma(own, V.Load(ref row1, d), v1);
                v2 = V.Fma(own, V.Load(ref row2, d), v2);
                v3 = V.Fma(own, V.Load(ref row3, d), v3);
            }

            S s0 = S.Create(V.Sum(v0)), s1 = S.Create(V.Sum(v1)), s2 = S.Create(V.Sum(v2)), s3 = S.Create(V.Sum(v3));
            for (; d < width; d++)
            {
                S own = S.Load(ref x, d);
                s0 = S.Fma(own, S.Load(ref row0, d), s0);
                s1 = S.Fma(own, S.Load(ref row1, d), s1);
                s2 = S.Fma(own, S.Load(ref row2, d), s2);
                s3 = S.Fma(own, S.Load(ref row3, d), s3);
            }

            s0.Store(ref scores, j);
            s1.Store(ref scores, j + 1);
            s2.Store(ref scores, j + 2);
            s3.Store(ref scores, j + 3);
        }

        for (int j = count; j < Stretch; j++)
        {
            S.Const(double.NegativeInfinity).Store(ref scores, j);
        }
    }

    /// <summary><see cref="AddRows{V, T}"/> of four vectors: none of the four sums waits for another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFourVectors<V, T>(int width, int count, int d, bool goesOn, ref T weights, ref T rows, ref T to)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V s0 = goesOn ? V.Load(ref to, d) : V.Zero, s1 = goesOn ? V.Load(ref to, d + V.Count) : V.Zero;
        V s2 = goesOn ? V.Load(ref to, d + (2 * V.Count)) : V.Zero, s3 = goesOn ? V.Load(ref to, d + (3 * V.Count)) : V.Zero;
        for (int j = 0; j < count; j++)
        {
            V weight = V.Create(Unsafe.Add(ref weights, j));
            nint at = ((nint)j * width) + d;
            s0 = V.Fma(weight, V.Load(ref rows, at), s0);
            s1 = V.Fma(weight, V.Load(ref rows, at + V.Count), s1);
            s2 = V.Fma(weight, V.Load(ref rows, at + (2 * V.Count)), s2);
            s3 = V.Fma(weight, V.Load(ref rows, at + (3 * V.Count)), s3);
        }

        s0.Store(ref to, d);
        s1.Store(ref to, d + V.Count);
        s2.Store(ref to, d + (2 * V.Count));
        s3.Store(ref to, d + (3 * V.Count));
    }

    /// <summary>to[d] = Σ_j weights[j] · rows[j][d], added to what is there where the sum goes on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRows<V, T>(int width, int count, int d, bool goesOn, ref T weights, ref T rows, ref T to)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V sum = goesOn ? V.Load(ref to, d) : V.Zero;
        for (int j = 0; j < count; j++)
        {
            sum = V.Fma(V.Create(Unsafe.Add(ref weights, j)), V.Load(ref rows, ((nint)j * width) + d), sum);
        }

        sum.Store(ref to, d);
    }
}
