using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// Matrix products of a batch of one sample, which read each weight once, where it lies: packing them as for <see cref="Contraction"/>
/// would cost more than the product.
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MatrixVector
{
    // Columns whose sums are held in the first-level cache while the rows pass.
    private const int Block = 512;

    /// <summary>
    /// Computes this worker's share of the columns, y[c] = Σ_k x[k] · W[Origin + k·RunStep + c·ColumnStep], and passes them on as
    /// At(y, 0, c).
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the columns that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TEpilogue">Takes the results.</typeparam>
    /// <param name="worker">Who computes.</param>
    /// <param name="shape">How W lies: one of RunStep and ColumnStep is 1; one outer and inner step, one group.</param>
    /// <param name="x">RunCount elements.</param>
    /// <param name="weights">W.</param>
    /// <param name="epilogue">Takes the results.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, S, T, TEpilogue>(Worker worker, in PackShape shape, ref T x, ref T weights, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        Span<T> stack = stackalloc T[Block + 4 + (64 / Unsafe.SizeOf<T>())];
        ref T sums = ref ContractionTile.Align(stack);
        (int start, int end) = worker.Split(shape.Columns, V.Count);
        epilogue.MoveTo(0, 0);
        for (int first = start; first < end; first += Block)
        {
            int count = Math.Min(Block, end - first);
            ref T w = ref Unsafe.Add(ref weights, shape.Origin + ((nint)first * shape.ColumnStep));
            if (shape.ColumnStep == 1)
            {
                MemoryMarshal.CreateSpan(ref sums, count).Clear();
                AddRows<V, S, T>(shape.RunCount, shape.RunStep, count, ref x, ref w, ref sums);
            }
            else
            {
                Dots<V, S, T>(shape.RunCount, shape.ColumnStep, count, ref x, ref w, ref sums);
            }

            int c = 0;
            for (; c <= count - V.Count; c += V.Count)
            {
                epilogue.At(V.Load(ref sums, c), 0, first + c);
            }

            for (; c < count; c++)
            {
                epilogue.At(S.Load(ref sums, c), 0, first + c);
            }
        }
    }

    /// <summary>sums[c] = Σ_k x[k] · W[k·step + c], four rows at a time; the last four may lie on top of each other, times 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows<V, S, T>(int rows, nint step, int count, ref T x, ref T w, ref T sums)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        for (int k = 0; k < rows; k += 4)
        {
            int last = Math.Min(3, rows - 1 - k);
            ref T values = ref Unsafe.Add(ref x, k);
            ref T row = ref Unsafe.Add(ref w, k * step);
            AddFour<V, S, T>(
                count,
                values,
                last > 0 ? Unsafe.Add(ref values, 1) : default,
                last > 1 ? Unsafe.Add(ref values, 2) : default,
                last > 2 ? Unsafe.Add(ref values, 3) : default,
                ref row,
                ref Unsafe.Add(ref row, Math.Min(last, 1) * step),
                ref Unsafe.Add(ref row, Math.Min(last, 2) * step),
                ref Unsafe.Add(ref row, last * step),
                ref sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFour<V, S, T>(int count, T x0, T x1, T x2, T x3, ref T w0, ref T w1, ref T w2, ref T w3, ref T sums)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        int c = 0;
        for (; c <= count - V.Count; c += V.Count)
        {
            V even = V.Fma(V.Create(x2), V.Load(ref w2, c), V.Fma(V.Create(x0), V.Load(ref w0, c), V.Load(ref sums, c)));
            (even + V.Fma(V.Create(x3), V.Load(ref w3, c), V.Create(x1) * V.Load(ref w1, c))).Store(ref sums, c);
        }

        for (; c < count; c++)
        {
            S even = S.Fma(S.Create(x2), S.Load(ref w2, c), S.Fma(S.Create(x0), S.Load(ref w0, c), S.Load(ref sums, c)));
            (even + S.Fma(S.Create(x3), S.Load(ref w3, c), S.Create(x1) * S.Load(ref w1, c))).Store(ref sums, c);
        }
    }

    /// <summary>sums[c] = Σ_k x[k] · W[c·step + k], four columns at a time; the last four may lie on top of each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots<V, S, T>(int depth, nint step, int count, ref T x, ref T w, ref T sums)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        for (int c = 0; c < count; c += 4)
        {
            // Up to three columns behind the last are written too: the block has room for them.
            int last = Math.Min(3, count - 1 - c);
            ref T column = ref Unsafe.Add(ref w, c * step);
            FourDots<V, S, T>(
                depth, ref x, ref column,
                ref Unsafe.Add(ref column, Math.Min(last, 1) * step),
                ref Unsafe.Add(ref column, Math.Min(last, 2) * step),
                ref Unsafe.Add(ref column, last * step), ref Unsafe.Add(ref sums, c));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourDots<V, S, T>(int depth, ref T x, ref T w0, ref T w1, ref T w2, ref T w3, ref T sums)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        V a0 = V.Zero, a1 = V.Zero, a2 = V.Zero, a3 = V.Zero, b0 = V.Zero, b1 = V.Zero, b2 = V.Zero, b3 = V.Zero;
        int k = 0;
        for (; k <= depth - (2 * V.Count); k += 2 * V.Count)
        {
            V u = V.Load(ref x, k), v = V.Load(ref x, k + V.Count);
            a0 = V.Fma(u, V.Load(ref w0, k), a0);
            a1 = V.Fma(u, V.Load(ref w1, k), a1);
            a2 = V.Fma(u, V.Load(ref w2, k), a2);
            a3 = V.Fma(u, V.Load(ref w3, k), a3);
            b0 = V.Fma(v, V.Load(ref w0, k + V.Count), b0);
            b1 = V.Fma(v, V.Load(ref w1, k + V.Count), b1);
            b2 = V.Fma(v, V.Load(ref w2, k + V.Count), b2);
            b3 = V.Fma(v, V.Load(ref w3, k + V.Count), b3);
        }

        S s0 = S.Create(V.Sum(a0 + b0)), s1 = S.Create(V.Sum(a1 + b1)), s2 = S.Create(V.Sum(a2 + b2)), s3 = S.Create(V.Sum(a3 + b3));
        for (; k < depth; k++)
        {
            S u = S.Load(ref x, k);
            s0 = S.Fma(u, S.Load(ref w0, k), s0);
            s1 = S.Fma(u, S.Load(ref w1, k), s1);
            s2 = S.Fma(u, S.Load(ref w2, k), s2);
            s3 = S.Fma(u, S.Load(ref w3, k), s3);
        }

        s0.Store(ref sums, 0);
        s1.Store(ref sums, 1);
        s2.Store(ref sums, 2);
        s3.Store(ref sums, 3);
    }
}
