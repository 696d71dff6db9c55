using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// <see cref="QuantizedContraction"/> for convolutions of 3×3 with stride 1, in tiles of 2×2 results: F(2×2, 3×3) of Lavin and Gray, Fast
/// algorithms for convolutional neural networks, 2016, by integers alone. Input tiles of 4×4 (overlapping by 2) and weights go to 16
/// points, where 16 products stand for the 36 of the sum written out. With 2·G in place of G all numbers are whole, those of inputs below
/// 2¹⁰ and those of weights below 2¹¹, so that the sums are four times those of the convolution to the bit.
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class QuantizedWinograd
{
    private const int Side = 4, Points = KernelSizes.QuantizedPoints, Gap = KernelSizes.WinogradGap;

    /// <summary>Packs this worker's share of the weights, 2G·q·2Gᵀ: a scale for each column, then [point][panel][pair][columns][2].</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <param name="worker">Who packs.</param>
    /// <param name="shape">3 outer, 3 inner steps, a run of channels, one group.</param>
    /// <param name="weights">Element 0 of the buffer of the weights.</param>
    /// <param name="panels">Receives <see cref="KernelSizes.QuantizedWinogradPanels"/> elements.</param>
    public static void Pack<V>(Worker worker, in PackShape shape, ref float weights, ref float panels)
        where V : struct, ISimd<V, float>
    {
        int width = 2 * V.Count, channels = KernelSizes.QuantizedChannels(shape.RunCount);
        int padded = KernelSizes.QuantizedColumns(shape.Columns);
        ref short points = ref Shorts(ref panels, shape.Columns);
        Span<int> g = stackalloc int[9], u = stackalloc int[Points];
        (int start, int end) = worker.Split(padded);
        for (int column = start; column < end; column++)
        {
            bool isColumn = column < shape.Columns;
            ref float from = ref Unsafe.Add(ref weights, isColumn ? shape.Origin + ((nint)column * shape.ColumnStep) : 0);
            float scale = Unsafe.Add(ref panels, column) = isColumn ? QuantizedWeights.Scale(shape, ref from) : 0;
            for (int k = 0; k < channels; k++)
            {
                for (int t = 0; t < 9; t++)
                {
                    g[t] = isColumn && k < shape.RunCount
                        ? QuantizedWeights.Nearest(QuantizedWeights.At(shape, ref from, t / 3, t % 3, k), scale)
                        : 0;
                }

                ToPoints(g, u);
                for (int point = 0; point < Points; point++)
                {
                    nint place = ((nint)point * padded * channels) + ((nint)(column / width) * channels * width)
                        + ((k / 2 * width) + (column % width)) * 2 + (k % 2);
                    Unsafe.Add(ref points, place) = (short)u[point];
                }
            }
        }
    }

    /// <summary>As <see cref="QuantizedContraction.Run"/>; workers that share samples split the tiles.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the channels that fill no vector.</typeparam>
    /// <typeparam name="TStride">Channels of the input.</typeparam>
    /// <typeparam name="TEpilogue">Takes the results.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">3 outer steps, a run of 3 pixels, one group, steps of 1.</param>
    /// <param name="a">Element 0 of the buffer of the input.</param>
    /// <param name="panels">The weights as <see cref="Pack"/> writes them.</param>
    /// <param name="range">The smallest and the largest input.</param>
    /// <param name="scratch"><see cref="KernelSizes.QuantizedWinogradScratch"/> elements of this worker's own.</param>
    /// <param name="epilogue">Takes the results.</param>
    public static void Run<V, S, TStride, TEpilogue>(
        Worker worker, in ContractionShape shape, ref float a, ref float panels, ref float range, ref float scratch, ref TEpilogue epilogue)
        where V : struct, ISimd<V, float>
        where S : struct, ISimd<S, float>
        where TStride : struct, IStride
        where TEpilogue : struct, IEpilogue<float>, allows ref struct
    {
        QuantizedRange inputs = new(range, Unsafe.Add(ref range, 1));
        switch (V.Count)
        {
            case 16:
                RunAs<I512, V, S, TStride, TEpilogue>(worker, shape, ref a, ref panels, inputs, ref scratch, ref epilogue);
                break;
            case 8:
                RunAs<I256, V, S, TStride, TEpilogue>(worker, shape, ref a, ref panels, inputs, ref scratch, ref epilogue);
                break;
            case 4:
                RunAs<I128, V, S, TStride, TEpilogue>(worker, shape, ref a, ref panels, inputs, ref scratch, ref epilogue);
                break;
            default:
                RunAs<I1, V, S, TStride, TEpilogue>(worker, shape, ref a, ref panels, inputs, ref scratch, ref epilogue);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunAs<I, V, S, TStride, TEpilogue>(
        Worker worker, in ContractionShape shape, ref float a, ref float panels, in QuantizedRange range, ref float scratch,
        ref TEpilogue epilogue)
        where I : struct, IInts<I>
        where V : struct, ISimd<V, float>
        where S : struct, ISimd<S, float>
        where TStride : struct, IStride
        where TEpilogue : struct, IEpilogue<float>, allows ref struct
    {
        int across = (shape.Pixels + 1) / 2, perSample = (shape.Lines + 1) / 2 * across, columns = shape.Columns;
        int channels = KernelSizes.QuantizedChannels(TStride.Value), padded = KernelSizes.QuantizedColumns(columns);
        int line = ((2 * across) + 2) * channels, height = ((shape.Lines + 1) / 2 * 2) + 2;
        ref short image = ref Unsafe.As<float, short>(ref scratch);
        ref short inputs = ref Unsafe.Add(ref image, (nint)height * line);
        (nint first, nint end) = worker.Rows(perSample);
        for (int sample = -1; first < end;)
        {
            if (first / perSample != sample)
            {
                sample = (int)(first / perSample);
                QuantizeImage<I, TStride>(
                    shape, ref Unsafe.Add(ref a, shape.AOrigin + ((nint)sample * shape.ASample)), height, line, channels, ref image, range);
            }

            int tile = (int)(first % perSample), left = (int)Math.Min(perSample - tile, end - first);
            int count = Math.Min(left, Block(left));
            nint inputStep = ((nint)count * channels) + (2 * Gap), productStep = ((nint)count * padded) + Gap;
            for (int t = 0; t < count; t++)
            {
                int y = (tile + t) / across * 2, x = (tile + t) % across * 2;
                ToPoints<I>(
                    channels, ref Unsafe.Add(ref image, (y * line) + (x * channels)), line, ref Unsafe.Add(ref inputs, t * channels), inputStep);
            }

            ref int products = ref Unsafe.As<short, int>(ref Unsafe.Add(ref inputs, Points * inputStep));
            Multiply<I>(count, channels, padded, ref inputs, inputStep, ref Shorts(ref panels, columns), ref products, productStep);
            for (int t = 0; t < count; t++)
            {
                int y = (tile + t) / across * 2, x = (tile + t) % across * 2;
                Finish<I, V, S, TEpilogue>(
                    shape, sample, y, x, ref Unsafe.Add(ref products, t * padded), productStep, ref panels, range.Scale / 4, ref epilogue);
            }

            first += count;
        }
    }

    /// <summary>Tiles of the next block: blocks of even size, of whole <see cref="IntegerTile"/>s.</summary>
    private static int Block(int tiles)
    {
        int even = Worker.EvenBlock(tiles, KernelSizes.QuantizedTiles);
        return (even + IntegerTile.Rows - 1) / IntegerTile.Rows * IntegerTile.Rows;
    }

    /// <summary>A sample's image with its border, as integers, channels filled up with zeros; zeros beyond.</summary>
    private static void QuantizeImage<I, TStride>(
        in ContractionShape shape, ref float from, int height, int line, int channels, ref short image, in QuantizedRange range)
        where I : struct, IInts<I>
        where TStride : struct, IStride
    {
        int pixel = shape.APixel == 0 ? TStride.Value : shape.APixel, pixels = shape.Pixels + 2;
        for (int y = 0; y < height; y++)
        {
            ref short to = ref Unsafe.Add(ref image, (nint)y * line);
            if (y >= shape.Lines + 2)
            {
                MemoryMarshal.CreateSpan(ref to, line).Clear();
                continue;
            }

            ref float source = ref Unsafe.Add(ref from, (nint)y * shape.ALine);
            if (pixel == channels)
            {
                QuantizedInputs.Quantize<I>(pixels * channels, ref source, ref to, range);
            }
            else
            {
                for (int x = 0; x < pixels; x++)
                {
                    ref short place = ref Unsafe.Add(ref to, (nint)x * channels);
                    QuantizedInputs.Quantize<I>(TStride.Value, ref Unsafe.Add(ref source, (nint)x * pixel), ref place, range);
                    MemoryMarshal.CreateSpan(ref Unsafe.Add(ref place, TStride.Value), channels - TStride.Value).Clear();
                }
            }

            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, pixels * channels), line - (pixels * channels)).Clear();
        }
    }

    /// <summary>Bᵀ·d·B of a tile, all its channels: t₀ = x₀ − x₂;  t₁ = x₁ + x₂;  t₂ = x₂ − x₁;  t₃ = x₁ − x₃.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ToPoints<I>(int channels, ref short from, int line, ref short to, nint step)
        where I : struct, IInts<I>
    {
        for (int c = 0; c < channels; c += 2 * I.Count)
        {
            ref short x = ref Unsafe.Add(ref from, c);
            Column(ref x, out I a0, out I a1, out I a2, out I a3);
            Column(ref Unsafe.Add(ref x, channels), out I b0, out I b1, out I b2, out I b3);
            Column(ref Unsafe.Add(ref x, 2 * channels), out I c0, out I c1, out I c2, out I c3);
            Column(ref Unsafe.Add(ref x, 3 * channels), out I d0, out I d1, out I d2, out I d3);
            ref short y = ref Unsafe.Add(ref to, c);
            Row(a0, b0, c0, d0, ref y);
            Row(a1, b1, c1, d1, ref Unsafe.Add(ref y, Side * step));
            Row(a2, b2, c2, d2, ref Unsafe.Add(ref y, 2 * Side * step));
            Row(a3, b3, c3, d3, ref Unsafe.Add(ref y, 3 * Side * step));
        }

        void Column(ref short x, out I t0, out I t1, out I t2, out I t3)
        {
            I x0 = I.Load(ref x), x1 = I.Load(ref Unsafe.Add(ref x, line));
            I x2 = I.Load(ref Unsafe.Add(ref x, 2 * line)), x3 = I.Load(ref Unsafe.Add(ref x, 3 * line));
            t0 = I.SubtractShorts(x0, x2);
            t1 = I.AddShorts(x1, x2);
            t2 = I.SubtractShorts(x2, x1);
            t3 = I.SubtractShorts(x1, x3);
        }

        void Row(I x0, I x1, I x2, I x3, ref short y)
        {
            I.SubtractShorts(x0, x2).Store(ref y);
            I.AddShorts(x1, x2).Store(ref Unsafe.Add(ref y, step));
            I.SubtractShorts(x2, x1).Store(ref Unsafe.Add(ref y, 2 * step));
            I.SubtractShorts(x1, x3).Store(ref Unsafe.Add(ref y, 3 * step));
        }
    }

    /// <summary>At each point: products[tile][column] = Σ_channel inputs[tile][channel] · weights[channel][column].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<I>(
        int tiles, int channels, int padded, ref short inputs, nint inputStep, ref short weights, ref int products, nint productStep)
        where I : struct, IInts<I>
    {
        PairNest nest = new(1, 0, 1, 0, channels / 2);
        int width = 2 * I.Count;
        for (int point = 0; point < Points; point++)
        {
            for (int c = 0; c < padded; c += width)
            {
                ref short b = ref Unsafe.Add(ref weights, ((nint)point * padded * channels) + ((nint)c * channels));
                for (int r = 0; r < tiles; r += IntegerTile.Rows)
                {
                    IntegerTile.Run<I, ShortPanel, short>(
                        Math.Min(IntegerTile.Rows, tiles - r), ref Unsafe.Add(ref inputs, (point * inputStep) + (r * channels)), channels,
                        ref b, nest, ref Unsafe.Add(ref products, (point * productStep) + (r * padded) + c), padded);
                }
            }
        }
    }

    /// <summary>Aᵀ·m·A of a tile: y₀ = m₀ + m₁ + m₂;  y₁ = m₁ − m₂ − m₃. Passes on what lies inside the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish<I, V, S, TEpilogue>(
        in ContractionShape shape, int sample, int y, int x, ref int tile, nint step, ref float scales, float scale, ref TEpilogue epilogue)
        where I : struct, IInts<I>
        where V : struct, ISimd<V, float>
        where S : struct, ISimd<S, float>
        where TEpilogue : struct, IEpilogue<float>, allows ref struct
    {
        Span<float> stack = stackalloc float[5 * KernelSizes.Vector];
        ref float results = ref ContractionTile.Align(stack);
        int lines = Math.Min(2, shape.Lines - y), pixels = Math.Min(2, shape.Pixels - x);
        for (int c = 0; c < shape.Columns; c += I.Count)
        {
            ref int m = ref Unsafe.Add(ref tile, c);
            ref float factors = ref Unsafe.Add(ref scales, c);
            Column(ref m, step, out I a0, out I a1);
            Column(ref Unsafe.Add(ref m, step), step, out I b0, out I b1);
            Column(ref Unsafe.Add(ref m, 2 * step), step, out I c0, out I c1);
            Column(ref Unsafe.Add(ref m, 3 * step), step, out I d0, out I d1);
            (a0 + b0 + c0).StoreScaled(ref results, ref factors, scale);
            (b0 - c0 - d0).StoreScaled(ref Unsafe.Add(ref results, I.Count), ref factors, scale);
            (a1 + b1 + c1).StoreScaled(ref Unsafe.Add(ref results, 2 * I.Count), ref factors, scale);
            (b1 - c1 - d1).StoreScaled(ref Unsafe.Add(ref results, 3 * I.Count), ref factors, scale);
            int count = Math.Min(I.Count, shape.Columns - c);
            for (int i = 0; i < lines; i++)
            {
                epilogue.MoveTo(sample, shape.YOrigin + ((y + i) * shape.YStep));
                for (int j = 0; j < pixels; j++)
                {
                    int place = shape.XOrigin + ((x + j) * shape.XStep);
                    ref float result = ref Unsafe.Add(ref results, ((2 * i) + j) * I.Count);
                    if (count == I.Count)
                    {
                        epilogue.At(V.Load(ref result, 0), place, c);
                        continue;
                    }

                    for (int k = 0; k < count; k++)
                    {
                        epilogue.At(S.Load(ref result, k), place, c + k);
                    }
                }
            }
        }

        static void Column(ref int m, nint step, out I y0, out I y1)
        {
            I m1 = I.Load(ref Unsafe.Add(ref m, Side * step)), m2 = I.Load(ref Unsafe.Add(ref m, 2 * Side * step));
            y0 = I.Load(ref m) + m1 + m2;
            y1 = m1 - m2 - I.Load(ref Unsafe.Add(ref m, 3 * Side * step));
        }
    }

    /// <summary>2G·g·2Gᵀ: u₀ = 2g₀;  u₁,₂ = g₀ ± g₁ + g₂;  u₃ = 2g₂.</summary>
    private static void ToPoints(ReadOnlySpan<int> g, Span<int> u)
    {
        Span<int> between = stackalloc int[Side * 3];
        for (int j = 0; j < 3; j++)
        {
            Line(g[j], g[3 + j], g[6 + j], between, j, 3);
        }

        for (int i = 0; i < Side; i++)
        {
            Line(between[3 * i], between[(3 * i) + 1], between[(3 * i) + 2], u, Side * i, 1);
        }

        static void Line(int g0, int g1, int g2, Span<int> to, int first, int step)
        {
            to[first] = 2 * g0;
            to[first + step] = g0 + g1 + g2;
            to[first + (2 * step)] = g0 - g1 + g2;
            to[first + (3 * step)] = 2 * g2;
        }
    }

    private static ref short Shorts(ref float panels, int columns) =>
        ref Unsafe.As<float, short>(ref Unsafe.Add(ref panels, KernelSizes.QuantizedColumns(columns)));
}
