using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// The innermost part of all contractions: sums[r][c] = Σ_i Σ_j Σ_k A[r·stride + i·AI + j·AJ + k·AK] · B[c + i·BI + j·BJ + k·BK]
/// for up to 14 rows and two vectors of columns, held in registers. B is read by vectors, A by broadcast from where it lies.
/// </summary>
internal static partial class ContractionTile
{
    /// <summary>Rows of a tile: two vectors each, so many that the registers hold them beside the operands.</summary>
    /// <typeparam name="V">The vector: the 512-bit instruction set has 32 registers, narrower ones may have 16.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int MaxRows<V>() => Unsafe.SizeOf<V>() == 64 ? KernelSizes.RegisterRows : 6;

    /// <summary>Rows per tile when <paramref name="rows"/> rows are cut into as few tiles as possible, of even size.</summary>
    internal static int EvenRows<V>(int rows) => Worker.EvenBlock(rows, MaxRows<V>());

    /// <summary>Elements that the sums of a tile need, with room to align them.</summary>
    internal static int ScratchLength<V, T>() =>
        ((KernelSizes.RegisterRows * 2) + 1) * Math.Max(Unsafe.SizeOf<V>(), 64) / Unsafe.SizeOf<T>();

    /// <summary>The first element of stack memory that lies at a multiple of 64 bytes.</summary>
    internal static ref T Align<T>(Span<T> stack)
    {
        // Memory on the stack does not move, so its address stays what it is here.
        ref T first = ref MemoryMarshal.GetReference(stack);
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref first);
        return ref Unsafe.AddByteOffset(ref first, -address & 63);
    }

    /// <summary>Computes a tile.</summary>
    /// <param name="rows">1 to <see cref="MaxRows"/>.</param>
    /// <param name="vectors">Vectors of columns: 1 or 2.</param>
    /// <param name="a">A of the first row.</param>
    /// <param name="b">B of the first column.</param>
    /// <param name="nest">The products.</param>
    /// <param name="sums">Receives the sums as [rows][vectors].</param>
    /// <param name="pitch">Elements between rows of sums.</param>
    /// <param name="accumulate">Whether the sums are added to what is there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Run<V, T, TStride>(
        int rows, int vectors, ref T a, ref T b, in ContractionNest nest, ref T sums, nint pitch, bool accumulate = false)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        where TStride : struct, IStride
    {
        if (vectors == 2)
        {
            Run<V, T, TStride, Size2>(rows, ref a, ref b, nest, ref sums, pitch, accumulate);
        }
        else
        {
            Run<V, T, TStride, Size1>(rows, ref a, ref b, nest, ref sums, pitch, accumulate);
        }
    }

    /// <summary>Computes a tile of one row, whose sums would wait for each other in <see cref="Run{V, T, TStride}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void RunRow<V, T>(int vectors, ref T a, ref T b, in ContractionNest nest, ref T sums)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        if (vectors == 2)
        {
            ComputeRow<V, T, Size2>(ref a, ref b, nest, ref sums);
        }
        else
        {
            ComputeRow<V, T, Size1>(ref a, ref b, nest, ref sums);
        }
    }

    private static void Run<V, T, TStride, TVectors>(
        int rows, ref T a, ref T b, in ContractionNest nest, ref T sums, nint pitch, bool accumulate)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        where TStride : struct, IStride
        where TVectors : struct, ISize
    {
        switch (rows)
        {
            case 1: Compute<V, T, TStride, Size1, TVectors>(ref a, ref b, nest, ref sums, pitch, accumulate); break;
            case 2: Compute<V, T, TStride, Size2, TVectors>(ref a, ref b, nest, ref sums, pitch, accumulate); break;
            case 3: Compute<V, T, TStride, Size3, TVectors>(ref a, ref b, nest, ref sums, pitch, accumulate); break;
            case 4: Compute<V, T, TStride, Size4, TVectors>(ref a, ref b, nest, ref sums, pitch, accumulate); break;
            case 5: Compute<V, T, TStride, Size5, TVectors>(ref a, ref b, nest, ref sums, pitch, accumulate); break;
            case 6: Compute<V, T, TStride, Size6, TVectors>(ref a, ref b, nest, ref sums, pitch, accumulate); break;
            case 7: Compute<V, T, TStride, Size7, TVectors>(ref a, ref b, nest, ref sums, pitch, accumulate); break;
            case 8: Compute<V, T, TStride, Size8, TVectors>(ref a, ref b, nest, ref sums, pitch, accumulate); break;
            case 9: Compute<V, T, TStride, Size9, TVectors>(ref a, ref b, nest, ref sums, pitch, accumulate); break;
            case 10: Compute<V, T, TStride, Size10, TVectors>(ref a, ref b, nest, ref sums, pitch, accumulate); break;
            case 11: Compute<V, T, TStride, Size11, TVectors>(ref a, ref b, nest, ref sums, pitch, accumulate); break;
            case 12: Compute<V, T, TStride, Size12, TVectors>(ref a, ref b, nest, ref sums, pitch, accumulate); break;
            case 13: Compute<V, T, TStride, Size13, TVectors>(ref a, ref b, nest, ref sums, pitch, accumulate); break;
            case 14: Compute<V, T, TStride, Size14, TVectors>(ref a, ref b, nest, ref sums, pitch, accumulate); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Compute<V, T, TStride, TRows, TVectors>(
        ref T a, ref T b, in ContractionNest nest, ref T sums, nint pitch, bool accumulate)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        where TStride : struct, IStride
        where TRows : struct, ISize
        where TVectors : struct, ISize
    {
        // Local variables, not an array: the compiler keeps them in registers. It drops those the sizes rule out.
        V c0 = V.Zero, d0 = V.Zero;
        V c1 = V.Zero, d1 = V.Zero;
        V c2 = V.Zero, d2 = V.Zero;
        V c3 = V.Zero, d3 = V.Zero;
        V c4 = V.Zero, d4 = V.Zero;
        V c5 = V.Zero, d5 = V.Zero;
        V c6 = V.Zero, d6 = V.Zero;
        V c7 = V.Zero, d7 = V.Zero;
        V c8 = V.Zero, d8 = V.Zero;
        V c9 = V.Zero, d9 = V.Zero;
        V c10 = V.Zero, d10 = V.Zero;
        V c11 = V.Zero, d11 = V.Zero;
        V c12 = V.Zero, d12 = V.Zero;
        V c13 = V.Zero, d13 = V.Zero;

        int countI = nest.I, countJ = nest.J, countK = nest.K;
        nint stepA = nest.AK * Unsafe.SizeOf<T>(), stepB = nest.BK * Unsafe.SizeOf<T>();
        for (int i = 0; i < countI; i++)
        {
            for (int j = 0; j < countJ; j++)
            {
                ref T p = ref Unsafe.Add(ref a, (i * nest.AI) + (j * nest.AJ));
                ref T q = ref Unsafe.Add(ref b, (i * nest.BI) + (j * nest.BJ));
                for (int k = 0; k < countK; k++)
                {
                    V u = V.Load(ref q, 0);
                    V v = TVectors.Value > 1 ? V.Load(ref q, V.Count) : V.Zero;
                    V x;
                    if (TRows.Value > 0)
                    {
                        x = V.Create(Unsafe.Add(ref p, 0 * TStride.Value));
                        c0 = V.Fma(x, u, c0);
                        if (TVectors.Value > 1) { d0 = V.Fma(x, v, d0); }
                    }
                    if (TRows.Value > 1)
                    {
                        x = V.Create(Unsafe.Add(ref p, 1 * TStride.Value));
                        c1 = V.Fma(x, u, c1);
                        if (TVectors.Value > 1) { d1 = V.Fma(x, v, d1); }
                    }
                    if (TRows.Value > 2)
                    {
                        x = V.Create(Unsafe.Add(ref p, 2 * TStride.Value));
                        c2 = V.Fma(x, u, c2);
                        if (TVectors.Value > 1) { d2 = V.Fma(x, v, d2); }
                    }
                    if (TRows.Value > 3)
                    {
                        x = V.Create(Unsafe.Add(ref p, 3 * TStride.Value));
                        c3 = V.Fma(x, u, c3);
                        if (TVectors.Value > 1) { d3 = V.Fma(x, v, d3); }
                    }
                    if (TRows.Value > 4)
                    {
                        x = V.Create(Unsafe.Add(ref p, 4 * TStride.Value));
                        c4 = V.Fma(x, u, c4);
                        if (TVectors.Value > 1) { d4 = V.Fma(x, v, d4); }
                    }
                    if (TRows.Value > 5)
                    {
                        x = V.Create(Unsafe.Add(ref p, 5 * TStride.Value));
                        c5 = V.Fma(x, u, c5);
                        if (TVectors.Value > 1) { d5 = V.Fma(x, v, d5); }
                    }
                    if (TRows.Value > 6)
                    {
                        x = V.Create(Unsafe.Add(ref p, 6 * TStride.Value));
                        c6 = V.Fma(x, u, c6);
                        if (TVectors.Value > 1) { d6 = V.Fma(x, v, d6); }
                    }
                    if (TRows.Value > 7)
                    {
                        x = V.Create(Unsafe.Add(ref p, 7 * TStride.Value));
                        c7 = V.Fma(x, u, c7);
                        if (TVectors.Value > 1) { d7 = V.Fma(x, v, d7); }
                    }
                    if (TRows.Value > 8)
                    {
                        x = V.Create(Unsafe.Add(ref p, 8 * TStride.Value));
                        c8 = V.Fma(x, u, c8);
                        if (TVectors.Value > 1) { d8 = V.Fma(x, v, d8); }
                    }
                    if (TRows.Value > 9)
                    {
                        x = V.Create(Unsafe.Add(ref p, 9 * TStride.Value));
                        c9 = V.Fma(x, u, c9);
                        if (TVectors.Value > 1) { d9 = V.Fma(x, v, d9); }
                    }
                    if (TRows.Value > 10)
                    {
                        x = V.Create(Unsafe.Add(ref p, 10 * TStride.Value));
                        c10 = V.Fma(x, u, c10);
                        if (TVectors.Value > 1) { d10 = V.Fma(x, v, d10); }
                    }
                    if (TRows.Value > 11)
                    {
                        x = V.Create(Unsafe.Add(ref p, 11 * TStride.Value));
                        c11 = V.Fma(x, u, c11);
                        if (TVectors.Value > 1) { d11 = V.Fma(x, v, d11); }
                    }
                    if (TRows.Value > 12)
                    {
                        x = V.Create(Unsafe.Add(ref p, 12 * TStride.Value));
                        c12 = V.Fma(x, u, c12);
                        if (TVectors.Value > 1) { d12 = V.Fma(x, v, d12); }
                    }
                    if (TRows.Value > 13)
                    {
                        x = V.Create(Unsafe.Add(ref p, 13 * TStride.Value));
                        c13 = V.Fma(x, u, c13);
                        if (TVectors.Value > 1) { d13 = V.Fma(x, v, d13); }
                    }
                    p = ref Unsafe.AddByteOffset(ref p, stepA);
                    q = ref Unsafe.AddByteOffset(ref q, stepB);
                }
            }
        }

        if (TRows.Value > 0) { Keep<V, T, TVectors>(c0, d0, ref sums, accumulate); }
        if (TRows.Value > 1) { sums = ref Unsafe.Add(ref sums, pitch); Keep<V, T, TVectors>(c1, d1, ref sums, accumulate); }
        if (TRows.Value > 2) { sums = ref Unsafe.Add(ref sums, pitch); Keep<V, T, TVectors>(c2, d2, ref sums, accumulate); }
        if (TRows.Value > 3) { sums = ref Unsafe.Add(ref sums, pitch); Keep<V, T, TVectors>(c3, d3, ref sums, accumulate); }
        if (TRows.Value > 4) { sums = ref Unsafe.Add(ref sums, pitch); Keep<V, T, TVectors>(c4, d4, ref sums, accumulate); }
        if (TRows.Value > 5) { sums = ref Unsafe.Add(ref sums, pitch); Keep<V, T, TVectors>(c5, d5, ref sums, accumulate); }
        if (TRows.Value > 6) { sums = ref Unsafe.Add(ref sums, pitch); Keep<V, T, TVectors>(c6, d6, ref sums, accumulate); }
        if (TRows.Value > 7) { sums = ref Unsafe.Add(ref sums, pitch); Keep<V, T, TVectors>(c7, d7, ref sums, accumulate); }
        if (TRows.Value > 8) { sums = ref Unsafe.Add(ref sums, pitch); Keep<V, T, TVectors>(c8, d8, ref sums, accumulate); }
        if (TRows.Value > 9) { sums = ref Unsafe.Add(ref sums, pitch); Keep<V, T, TVectors>(c9, d9, ref sums, accumulate); }
        if (TRows.Value > 10) { sums = ref Unsafe.Add(ref sums, pitch); Keep<V, T, TVectors>(c10, d10, ref sums, accumulate); }
        if (TRows.Value > 11) { sums = ref Unsafe.Add(ref sums, pitch); Keep<V, T, TVectors>(c11, d11, ref sums, accumulate); }
        if (TRows.Value > 12) { sums = ref Unsafe.Add(ref sums, pitch); Keep<V, T, TVectors>(c12, d12, ref sums, accumulate); }
        if (TRows.Value > 13) { sums = ref Unsafe.Add(ref sums, pitch); Keep<V, T, TVectors>(c13, d13, ref sums, accumulate); }
    }

    /// <summary>One row: four steps of k at a time, in sums of their own, so that the multiply-adds do not wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ComputeRow<V, T, TVectors>(ref T a, ref T b, in ContractionNest nest, ref T sums)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        where TVectors : struct, ISize
    {
        V c0 = V.Zero, c1 = V.Zero, c2 = V.Zero, c3 = V.Zero;
        V d0 = V.Zero, d1 = V.Zero, d2 = V.Zero, d3 = V.Zero;
        for (int i = 0; i < nest.I; i++)
        {
            for (int j = 0; j < nest.J; j++)
            {
                ref T p = ref Unsafe.Add(ref a, (i * nest.AI) + (j * nest.AJ));
                ref T q = ref Unsafe.Add(ref b, (i * nest.BI) + (j * nest.BJ));
                int k = 0;
                for (; k <= nest.K - 4; k += 4)
                {
                    ref T q2 = ref Unsafe.Add(ref q, 2 * nest.BK);
                    V x0 = V.Create(p), x1 = V.Create(Unsafe.Add(ref p, nest.AK));
                    V x2 = V.Create(Unsafe.Add(ref p, 2 * nest.AK)), x3 = V.Create(Unsafe.Add(ref p, 3 * nest.AK));
                    c0 = V.Fma(x0, V.Load(ref q, 0), c0);
                    c1 = V.Fma(x1, V.Load(ref q, nest.BK), c1);
                    c2 = V.Fma(x2, V.Load(ref q2, 0), c2);
                    c3 = V.Fma(x3, V.Load(ref q2, nest.BK), c3);
                    if (TVectors.Value > 1)
                    {
                        d0 = V.Fma(x0, V.Load(ref q, V.Count), d0);
                        d1 = V.Fma(x1, V.Load(ref q, nest.BK + V.Count), d1);
                        d2 = V.Fma(x2, V.Load(ref q2, V.Count), d2);
                        d3 = V.Fma(x3, V.Load(ref q2, nest.BK + V.Count), d3);
                    }

                    p = ref Unsafe.Add(ref p, 4 * nest.AK);
                    q = ref Unsafe.Add(ref q2, 2 * nest.BK);
                }

                for (; k < nest.K; k++)
                {
                    V x = V.Create(p);
                    c0 = V.Fma(x, V.Load(ref q, 0), c0);
                    if (TVectors.Value > 1)
                    {
                        d0 = V.Fma(x, V.Load(ref q, V.Count), d0);
                    }

                    p = ref Unsafe.Add(ref p, nest.AK);
                    q = ref Unsafe.Add(ref q, nest.BK);
                }
            }
        }

        Keep<V, T, TVectors>(c0 + c1 + (c2 + c3), d0 + d1 + (d2 + d3), ref sums, accumulate: false);
    }

    /// <summary>Writes or adds one row of sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Keep<V, T, TVectors>(V c, V d, ref T row, bool accumulate)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        where TVectors : struct, ISize
    {
        (accumulate ? c + V.Load(ref row, 0) : c).Store(ref row, 0);
        if (TVectors.Value > 1)
        {
            (accumulate ? d + V.Load(ref row, V.Count) : d).Store(ref row, V.Count);
        }
    }
}
