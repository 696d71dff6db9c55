using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>The products that make one integer sum: pairs of neighbours along runs of the operand.</summary>
/// <param name="Outer">Outer steps.</param>
/// <param name="OuterStep">Elements of A between them.</param>
/// <param name="Inner">Inner steps.</param>
/// <param name="InnerStep">Elements of A between them.</param>
/// <param name="Pairs">Pairs of each run; of an odd run the last pair's second weight is 0.</param>
internal readonly record struct PairNest(int Outer, nint OuterStep, int Inner, nint InnerStep, int Pairs)
{
    /// <summary>Of all runs.</summary>
    public int Depth => Outer * Inner * Pairs;

    public static PairNest Of(in ContractionShape shape) =>
        new(shape.OuterCount, shape.OuterStep, shape.InnerCount, shape.InnerStep, (shape.Run + 1) / 2);
}

/// <summary>Where the weights of an <see cref="IntegerTile"/> lie: 16-bit integers, or such of 8 bits.</summary>
internal interface IPanel<TWeight>
    where TWeight : unmanaged
{
    static abstract I Load<I>(ref TWeight source)
        where I : struct, IInts<I>;
}

/// <summary>Weights of 8 bits.</summary>
internal readonly struct BytePanel : IPanel<sbyte>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Load<I>(ref sbyte source)
        where I : struct, IInts<I>
        => I.Widen(ref source);
}

/// <summary>Weights of 16 bits.</summary>
internal readonly struct ShortPanel : IPanel<short>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I Load<I>(ref short source)
        where I : struct, IInts<I>
        => I.Load(ref source);
}

/// <summary>
/// Integer sums of up to eight rows and two vectors of columns, held in registers. A row of A is of 16-bit integers, a panel of B lies as
/// [pair][column][2]; the products of a pair of each are one instruction on most machines.
/// </summary>
internal static class IntegerTile
{
    /// <summary>Most rows of a tile.</summary>
    public const int Rows = 8;

    private const int Half = Rows / 2;

    /// <summary>Rows of A are a + row · step.</summary>
    /// <param name="rows">1 to <see cref="Rows"/>.</param>
    /// <param name="a">A of the first row.</param>
    /// <param name="step">Elements of A between rows.</param>
    /// <param name="b">The panel.</param>
    /// <param name="nest">The products.</param>
    /// <param name="scales">What the sums are multiplied by, column by column.</param>
    /// <param name="results">Receives [row][two vectors].</param>
    /// <param name="pitch">Elements between rows of results.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<I, TPanel, TWeight>(
        int rows, ref short a, nint step, ref TWeight b, in PairNest nest, ref float scales, ref float results, nint pitch)
        where I : struct, IInts<I>
        where TPanel : struct, IPanel<TWeight>
        where TWeight : unmanaged
    {
        if (rows == Rows)
        {
            Eight<I, TPanel, TWeight>(ref a, step, ref b, nest, ref scales, ref results, pitch);
            return;
        }

        if (rows == 1)
        {
            One<I, TPanel, TWeight>(ref a, ref b, nest, ref scales, ref results);
            return;
        }

        Four<I, TPanel, TWeight>(Math.Min(rows, Half), ref a, step, ref b, nest, ref scales, ref results, pitch);
        if (rows > Half)
        {
            Four<I, TPanel, TWeight>(
                rows - Half, ref Unsafe.Add(ref a, Half * step), step, ref b, nest, ref scales,
                ref Unsafe.Add(ref results, Half * pitch), pitch);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight<I, TPanel, TWeight>(
        ref short a, nint step, ref TWeight b, in PairNest nest, ref float scales, ref float results, nint pitch)
        where I : struct, IInts<I>
        where TPanel : struct, IPanel<TWeight>
        where TWeight : unmanaged
    {
        I s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        I s40 = default, s41 = default, s50 = default, s51 = default, s60 = default, s61 = default, s70 = default, s71 = default;
        int width = 2 * I.Count;
        for (int i = 0; i < nest.Outer; i++)
        {
            for (int j = 0; j < nest.Inner; j++)
            {
                ref short x = ref Unsafe.Add(ref a, (i * nest.OuterStep) + (j * nest.InnerStep)), y = ref Unsafe.Add(ref x, 4 * step);
                for (int k = 0; k < nest.Pairs; k++)
                {
                    I b0 = TPanel.Load<I>(ref b), b1 = TPanel.Load<I>(ref Unsafe.Add(ref b, width));
                    AddRow(ref x, b0, b1, ref s00, ref s01);
                    AddRow(ref Unsafe.Add(ref x, step), b0, b1, ref s10, ref s11);
                    AddRow(ref Unsafe.Add(ref x, 2 * step), b0, b1, ref s20, ref s21);
                    AddRow(ref Unsafe.Add(ref x, 3 * step), b0, b1, ref s30, ref s31);
                    AddRow(ref y, b0, b1, ref s40, ref s41);
                    AddRow(ref Unsafe.Add(ref y, step), b0, b1, ref s50, ref s51);
                    AddRow(ref Unsafe.Add(ref y, 2 * step), b0, b1, ref s60, ref s61);
                    AddRow(ref Unsafe.Add(ref y, 3 * step), b0, b1, ref s70, ref s71);
                    x = ref Unsafe.Add(ref x, 2);
                    y = ref Unsafe.Add(ref y, 2);
                    b = ref Unsafe.Add(ref b, 2 * width);
                }
            }
        }

        Store(s00, s01, ref scales, ref results);
        Store(s10, s11, ref scales, ref Unsafe.Add(ref results, pitch));
        Store(s20, s21, ref scales, ref Unsafe.Add(ref results, 2 * pitch));
        Store(s30, s31, ref scales, ref Unsafe.Add(ref results, 3 * pitch));
        Store(s40, s41, ref scales, ref Unsafe.Add(ref results, 4 * pitch));
        Store(s50, s51, ref scales, ref Unsafe.Add(ref results, 5 * pitch));
        Store(s60, s61, ref scales, ref Unsafe.Add(ref results, 6 * pitch));
        Store(s70, s71, ref scales, ref Unsafe.Add(ref results, 7 * pitch));
    }

    /// <summary>Two to four rows; of fewer than four the last again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<I, TPanel, TWeight>(
        int rows, ref short a, nint step, ref TWeight b, in PairNest nest, ref float scales, ref float results, nint pitch)
        where I : struct, IInts<I>
        where TPanel : struct, IPanel<TWeight>
        where TWeight : unmanaged
    {
        nint second = Math.Min(1, rows - 1) * step, third = Math.Min(2, rows - 1) * step, fourth = Math.Min(3, rows - 1) * step;
        I s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        int width = 2 * I.Count;
        for (int i = 0; i < nest.Outer; i++)
        {
            for (int j = 0; j < nest.Inner; j++)
            {
                ref short x = ref Unsafe.Add(ref a, (i * nest.OuterStep) + (j * nest.InnerStep));
                for (int k = 0; k < nest.Pairs; k++)
                {
                    I b0 = TPanel.Load<I>(ref b), b1 = TPanel.Load<I>(ref Unsafe.Add(ref b, width));
                    AddRow(ref x, b0, b1, ref s00, ref s01);
                    AddRow(ref Unsafe.Add(ref x, second), b0, b1, ref s10, ref s11);
                    AddRow(ref Unsafe.Add(ref x, third), b0, b1, ref s20, ref s21);
                    AddRow(ref Unsafe.Add(ref x, fourth), b0, b1, ref s30, ref s31);
                    x = ref Unsafe.Add(ref x, 2);
                    b = ref Unsafe.Add(ref b, 2 * width);
                }
            }
        }

        Store(s00, s01, ref scales, ref results);
        if (rows > 1)
        {
            Store(s10, s11, ref scales, ref Unsafe.Add(ref results, pitch));
        }

        if (rows > 2)
        {
            Store(s20, s21, ref scales, ref Unsafe.Add(ref results, 2 * pitch));
        }

        if (rows > 3)
        {
            Store(s30, s31, ref scales, ref Unsafe.Add(ref results, 3 * pitch));
        }
    }

    /// <summary>One row, whose weights are read once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<I, TPanel, TWeight>(
        ref short a, ref TWeight b, in PairNest nest, ref float scales, ref float results)
        where I : struct, IInts<I>
        where TPanel : struct, IPanel<TWeight>
        where TWeight : unmanaged
    {
        I s0 = default, s1 = default;
        int width = 2 * I.Count;
        for (int i = 0; i < nest.Outer; i++)
        {
            for (int j = 0; j < nest.Inner; j++)
            {
                ref short x = ref Unsafe.Add(ref a, (i * nest.OuterStep) + (j * nest.InnerStep));
                for (int k = 0; k < nest.Pairs; k++)
                {
                    AddRow(ref x, TPanel.Load<I>(ref b), TPanel.Load<I>(ref Unsafe.Add(ref b, width)), ref s0, ref s1);
                    x = ref Unsafe.Add(ref x, 2);
                    b = ref Unsafe.Add(ref b, 2 * width);
                }
            }
        }

        Store(s0, s1, ref scales, ref results);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<I>(ref short x, I b0, I b1, ref I s0, ref I s1)
        where I : struct, IInts<I>
    {
        I value = I.Broadcast(ref x);
        s0 = I.AddProducts(s0, value, b0);
        s1 = I.AddProducts(s1, value, b1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<I>(I first, I second, ref float scales, ref float results)
        where I : struct, IInts<I>
    {
        first.StoreScaled(ref results, ref scales);
        second.StoreScaled(ref Unsafe.Add(ref results, I.Count), ref Unsafe.Add(ref scales, I.Count));
    }
}
