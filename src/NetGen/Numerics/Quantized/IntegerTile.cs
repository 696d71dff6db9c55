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
/// Integer sums of four rows, or one, and two vectors of columns, held in registers. A row of A is of 16-bit integers, a panel of B lies as
/// [pair][column][2]; the product of a pair of each is one instruction on most machines.
/// </summary>
internal static class IntegerTile
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 4;

    /// <summary>Rows 0 to 3: a + row · step; of fewer rows the last again.</summary>
    /// <param name="rows">1 to <see cref="Rows"/>.</param>
    /// <param name="a">A of the first row.</param>
    /// <param name="step">Elements of A between rows.</param>
    /// <param name="b">The panel.</param>
    /// <param name="nest">The products.</param>
    /// <param name="sums">Receives 32-bit integers, [row][two vectors].</param>
    /// <param name="pitch">Elements between rows of sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<I, TPanel, TWeight>(
        int rows, ref short a, nint step, ref TWeight b, in PairNest nest, ref int sums, nint pitch)
        where I : struct, IInts<I>
        where TPanel : struct, IPanel<TWeight>
        where TWeight : unmanaged
    {
        if (rows == 1)
        {
            RunOne<I, TPanel, TWeight>(ref a, ref b, nest, ref sums);
            return;
        }

        nint second = step, third = Math.Min(2, rows - 1) * step, fourth = Math.Min(3, rows - 1) * step;
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
                    I x0 = I.Broadcast(ref x), x1 = I.Broadcast(ref Unsafe.Add(ref x, second));
                    s00 = I.AddProducts(s00, x0, b0);
                    s01 = I.AddProducts(s01, x0, b1);
                    s10 = I.AddProducts(s10, x1, b0);
                    s11 = I.AddProducts(s11, x1, b1);
                    I x2 = I.Broadcast(ref Unsafe.Add(ref x, third)), x3 = I.Broadcast(ref Unsafe.Add(ref x, fourth));
                    s20 = I.AddProducts(s20, x2, b0);
                    s21 = I.AddProducts(s21, x2, b1);
                    s30 = I.AddProducts(s30, x3, b0);
                    s31 = I.AddProducts(s31, x3, b1);
                    x = ref Unsafe.Add(ref x, 2);
                    b = ref Unsafe.Add(ref b, 2 * width);
                }
            }
        }

        Store(ref sums, s00, s01);
        Store(ref Unsafe.Add(ref sums, pitch), s10, s11);
        if (rows > 2)
        {
            Store(ref Unsafe.Add(ref sums, 2 * pitch), s20, s21);
        }

        if (rows > 3)
        {
            Store(ref Unsafe.Add(ref sums, 3 * pitch), s30, s31);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunOne<I, TPanel, TWeight>(ref short a, ref TWeight b, in PairNest nest, ref int sums)
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
                    I value = I.Broadcast(ref x);
                    s0 = I.AddProducts(s0, value, TPanel.Load<I>(ref b));
                    s1 = I.AddProducts(s1, value, TPanel.Load<I>(ref Unsafe.Add(ref b, width)));
                    x = ref Unsafe.Add(ref x, 2);
                    b = ref Unsafe.Add(ref b, 2 * width);
                }
            }
        }

        Store(ref sums, s0, s1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<I>(ref int sums, I first, I second)
        where I : struct, IInts<I>
    {
        first.Store(ref sums);
        second.Store(ref Unsafe.Add(ref sums, I.Count));
    }
}
