using System.ComponentModel;
using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>The Euclidean norms of a parameter's rows, and their gradient by the parameter.</summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowNorms
{
    // Added to the sum of squares, so that a row of zeros has a norm to divide by.
    private const double Least = 1e-24;

    /// <summary>norm[r] = √Σ w[r, c]². The rows are split over the workers.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the columns that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Who computes.</param>
    /// <param name="rows">Of w.</param>
    /// <param name="columns">Of w.</param>
    /// <param name="w">[rows × columns].</param>
    /// <param name="norm">Receives [rows].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, S, T>(Worker worker, int rows, int columns, ref T w, ref T norm)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        (int start, int end) = worker.Split(rows);
        for (int r = start; r < end; r++)
        {
            ref T row = ref Unsafe.Add(ref w, (nint)r * columns);
            V sums = V.Zero;
            S sum = S.Const(Least);
            int c = 0;
            for (; c <= columns - V.Count; c += V.Count)
            {
                V value = V.Load(ref row, c);
                sums = V.Fma(value, value, sums);
            }

            for (; c < columns; c++)
            {
                S value = S.Load(ref row, c);
                sum = S.Fma(value, value, sum);
            }

            S.Sqrt(S.Create(V.Sum(sums)) + sum).Store(ref norm, r);
        }
    }

    /// <summary>gradient[r, c] = dNorm[r] · w[r, c] / norm[r]. The rows are split over the workers.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the columns that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Who computes.</param>
    /// <param name="rows">Of w.</param>
    /// <param name="columns">Of w.</param>
    /// <param name="w">[rows × columns].</param>
    /// <param name="norm">[rows], as <see cref="Run"/> gave them.</param>
    /// <param name="dNorm">[rows].</param>
    /// <param name="gradient">Receives [rows × columns].</param>
    /// <param name="accumulate">Whether it is added to what the gradient holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradient<V, S, T>(
        Worker worker, int rows, int columns, ref T w, ref T norm, ref T dNorm, ref T gradient, bool accumulate)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        (int start, int end) = worker.Split(rows);
        for (int r = start; r < end; r++)
        {
            S factor = S.Load(ref dNorm, r) / S.Load(ref norm, r);
            V factors = V.Create(S.Sum(factor));
            nint row = (nint)r * columns;
            int c = 0;
            for (; c <= columns - V.Count; c += V.Count)
            {
                V share = factors * V.Load(ref w, row + c);
                (accumulate ? share + V.Load(ref gradient, row + c) : share).Store(ref gradient, row + c);
            }

            for (; c < columns; c++)
            {
                S share = factor * S.Load(ref w, row + c);
                (accumulate ? share + S.Load(ref gradient, row + c) : share).Store(ref gradient, row + c);
            }
        }
    }
}
