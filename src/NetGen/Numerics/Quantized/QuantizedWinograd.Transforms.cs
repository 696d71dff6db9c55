using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <content>Tiles to the points, and back to results.</content>
public static partial class QuantizedWinograd
{
    private const int Results = 4;

    /// <summary>Brings one tile to integers and to the points, all its channels; what lies outside the image counts as 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ToPoints<I>(
        int channels, ref float from, nint row, nint column, int rows, int columns, in QuantizedRange range, ref short between,
        ref short to, nint step)
        where I : struct, IInts<I>
    {
        int c = 0;
        for (; c <= channels - (2 * I.Count); c += 2 * I.Count)
        {
            ToPointsOf<I>(ref Unsafe.Add(ref from, c), row, column, rows, columns, range, ref between, ref Unsafe.Add(ref to, c), step);
        }

        for (; c < channels; c += 2)
        {
            ToPointsOf<I1>(ref Unsafe.Add(ref from, c), row, column, rows, columns, range, ref between, ref Unsafe.Add(ref to, c), step);
        }
    }

    /// <summary>
    /// The columns first, by way of six lines of six vectors; rows and columns inside the image count from the tile's first.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToPointsOf<I>(
        ref float from, nint row, nint column, int rows, int columns, in QuantizedRange range, ref short between, ref short to, nint step)
        where I : struct, IInts<I>
    {
        // Two results need four inputs.
        bool isShort = TileKinds.IsShort(rows - 2), isNarrow = TileKinds.IsShort(columns - 2);
        int width = 2 * I.Count;
        for (int j = 0; j < (isNarrow ? 4 : Side); j++)
        {
            ref float x = ref Unsafe.Add(ref from, j * column);
            ref short line = ref Unsafe.Add(ref between, j * width);
            int inside = j < columns ? rows : 0;
            I x0 = Value(ref x, 0, inside > 0, range), x1 = Value(ref x, row, inside > 1, range);
            I x2 = Value(ref x, 2 * row, inside > 2, range), x3 = Value(ref x, 3 * row, inside > 3, range);
            if (isShort)
            {
                FourPoints(x0, x1, x2, x3, ref line, Side * width);
                continue;
            }

            SixPoints(
                x0, x1, x2, x3, Value(ref x, 4 * row, inside > 4, range), Value(ref x, 5 * row, inside > 5, range), ref line, Side * width);
        }

        for (int i = 0; i < Side; i++)
        {
            if (isShort && TileKinds.IsSpared(i))
            {
                continue;
            }

            ref short line = ref Unsafe.Add(ref between, i * Side * width);
            ref short place = ref Unsafe.Add(ref to, i * Side * step);
            I x0 = I.Load(ref line), x1 = I.Load(ref Unsafe.Add(ref line, width));
            I x2 = I.Load(ref Unsafe.Add(ref line, 2 * width)), x3 = I.Load(ref Unsafe.Add(ref line, 3 * width));
            if (isNarrow)
            {
                FourPoints(x0, x1, x2, x3, ref place, step);
                continue;
            }

            SixPoints(
                x0, x1, x2, x3, I.Load(ref Unsafe.Add(ref line, 4 * width)), I.Load(ref Unsafe.Add(ref line, 5 * width)), ref place, step);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static I Value(ref float x, nint offset, bool isInside, in QuantizedRange range) =>
            isInside ? I.Quantize(ref Unsafe.Add(ref x, offset), range) : default;
    }

    /// <summary>Bᵀ, as <see cref="InputTransform"/> has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SixPoints<I>(I x0, I x1, I x2, I x3, I x4, I x5, ref short to, nint step)
        where I : struct, IInts<I>
    {
        I even = I.SubtractShorts(x4, I.ShiftShorts(x2, 2)), odd = I.SubtractShorts(x3, I.ShiftShorts(x1, 2));
        I near = I.SubtractShorts(x4, x2), far = I.ShiftShorts(I.SubtractShorts(x3, x1), 1);
        I.AddShorts(I.ShiftShorts(I.SubtractShorts(x0, x2), 2), near).Store(ref to);
        I.AddShorts(even, odd).Store(ref Unsafe.Add(ref to, step));
        I.SubtractShorts(even, odd).Store(ref Unsafe.Add(ref to, 2 * step));
        I.AddShorts(near, far).Store(ref Unsafe.Add(ref to, 3 * step));
        I.SubtractShorts(near, far).Store(ref Unsafe.Add(ref to, 4 * step));
        I.SubtractShorts(I.SubtractShorts(x5, x3), I.ShiftShorts(far, 1)).Store(ref Unsafe.Add(ref to, 5 * step));
    }

    /// <summary>
    /// Bᵀ of F(2, 3), times what the weights at these points are divided by more than there: t₀ = 4(x₀ − x₂);  t₁ = −3(x₁ + x₂);
    /// t₂ = −3(x₂ − x₁);  t₅ = x₁ − x₃.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourPoints<I>(I x0, I x1, I x2, I x3, ref short to, nint step)
        where I : struct, IInts<I>
    {
        I sum = I.AddShorts(x1, x2), difference = I.SubtractShorts(x1, x2);
        I.ShiftShorts(I.SubtractShorts(x0, x2), 2).Store(ref to);
        I.SubtractShorts(sum, I.ShiftShorts(sum, 2)).Store(ref Unsafe.Add(ref to, step));
        I.AddShorts(difference, I.ShiftShorts(difference, 1)).Store(ref Unsafe.Add(ref to, 2 * step));
        I.SubtractShorts(x1, x3).Store(ref Unsafe.Add(ref to, 5 * step));
    }

    /// <summary>Turns the products of one tile and vector of channels into results and passes on those inside the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish<W, TEpilogue>(
        in ContractionShape shape, int n, int y, int x, int channel, ref float tile, nint step, ref float temporary, ref TEpilogue epilogue)
        where W : struct, ISimd<W, float>
        where TEpilogue : struct, IEpilogue<float>, allows ref struct
    {
        ref float results = ref Unsafe.Add(ref temporary, Points * W.Count);
        int lines = Math.Min(Results, shape.Lines - y), pixels = Math.Min(Results, shape.Pixels - x);
        switch (TileKinds.IsShort(lines), TileKinds.IsShort(pixels))
        {
            case (false, false):
                ToResults<OutputTransform, OutputTransform, W>(ref tile, step, ref temporary, ref results);
                break;
            case (true, false):
                ToResults<ShortOutputTransform, OutputTransform, W>(ref tile, step, ref temporary, ref results);
                break;
            case (false, true):
                ToResults<OutputTransform, ShortOutputTransform, W>(ref tile, step, ref temporary, ref results);
                break;
            default:
                ToResults<ShortOutputTransform, ShortOutputTransform, W>(ref tile, step, ref temporary, ref results);
                break;
        }

        for (int i = 0; i < lines; i++)
        {
            epilogue.MoveTo(n, shape.YOrigin + ((y + i) * shape.YStep));
            for (int j = 0; j < pixels; j++)
            {
                epilogue.At(W.Load(ref results, ((i * Results) + j) * W.Count), shape.XOrigin + ((x + j) * shape.XStep), channel);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToResults<TY, TX, W>(ref float tile, nint step, ref float between, ref float results)
        where TY : struct, IWinogradTransform
        where TX : struct, IWinogradTransform
        where W : struct, ISimd<W, float>
    {
        for (int j = 0; j < Side; j++)
        {
            TY.Apply<W, float>(ref Unsafe.Add(ref tile, j * step), Side * step, ref Unsafe.Add(ref between, j * W.Count), Side * W.Count);
        }

        for (int i = 0; i < TY.Out; i++)
        {
            TX.Apply<W, float>(
                ref Unsafe.Add(ref between, i * Side * W.Count), W.Count, ref Unsafe.Add(ref results, i * Results * W.Count), W.Count);
        }
    }
}

/// <summary>Aᵀ of F(2, 3): products at four of the six points to an output of 2. y₀ = m₀ + m₁ + m₂;  y₁ = m₁ − m₂ − m₅</summary>
internal readonly struct ShortOutputTransform : IWinogradTransform
{
    public static int In => 6;

    public static int Out => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<V, T>(ref T from, nint step, ref T to, nint toStep)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V m1 = V.Load(ref from, step), m2 = V.Load(ref from, 2 * step);
        (V.Load(ref from, 0) + m1 + m2).Store(ref to, 0);
        (m1 - m2 - V.Load(ref from, 5 * step)).Store(ref to, toStep);
    }
}
