using System.ComponentModel;
using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>Numbers that are the same for all samples: those of penalties on weights.</summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Vectors
{
    /// <summary>sum = Σ v. One worker computes it, so that its order is that of one.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for those that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Who computes.</param>
    /// <param name="size">Of v.</param>
    /// <param name="v">[size].</param>
    /// <param name="sum">Receives one number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<V, S, T>(Worker worker, int size, ref T v, ref T sum)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        if (worker.Index != 0)
        {
            return;
        }

        V sums = V.Zero;
        int i = 0;
        for (; i <= size - V.Count; i += V.Count)
        {
            sums += V.Load(ref v, i);
        }

        S rest = S.Create(V.Sum(sums));
        for (; i < size; i++)
        {
            rest += S.Load(ref v, i);
        }

        rest.Store(ref sum, 0);
    }

    /// <summary>gradient = v, or gradient += v. The elements are split over the workers.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for those that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Who computes.</param>
    /// <param name="size">Of v.</param>
    /// <param name="v">[size].</param>
    /// <param name="gradient">Receives [size].</param>
    /// <param name="accumulate">Whether it is added to what the gradient holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradient<V, S, T>(Worker worker, int size, ref T v, ref T gradient, bool accumulate)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        (int i, int end) = worker.Split(size);
        for (; i <= end - V.Count; i += V.Count)
        {
            V share = V.Load(ref v, i);
            (accumulate ? share + V.Load(ref gradient, i) : share).Store(ref gradient, i);
        }

        for (; i < end; i++)
        {
            S share = S.Load(ref v, i);
            (accumulate ? share + S.Load(ref gradient, i) : share).Store(ref gradient, i);
        }
    }
}
