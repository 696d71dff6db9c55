using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// <see cref="QuantizedContraction"/> for convolutions of 3×3 with stride 1, in the tiles of <see cref="Winograd"/>: F(4×4, 3×3), whose
/// products at the 36 points are summed in integers. The rows of G are multiplied by what makes them whole, so that inputs and weights at
/// the points are integers of 16 bits, and the sums are exact; the way back to the results is in float.
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class QuantizedWinograd
{
    private const int Points = KernelSizes.WinogradPoints, Gap = KernelSizes.WinogradGap, Side = 6;

    /// <summary>As <see cref="QuantizedContraction.Run"/>; workers that share samples split the tiles.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the channels that fill no vector.</typeparam>
    /// <typeparam name="TStride">Channels of the input: an even number.</typeparam>
    /// <typeparam name="TEpilogue">Takes the results.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">3 outer steps, a run of 3 pixels, one group, steps of 1.</param>
    /// <param name="tiles">Tiles worked on at a time: 1 or more.</param>
    /// <param name="a">Element 0 of the buffer of the input.</param>
    /// <param name="panels">The weights as <see cref="Pack"/> writes them.</param>
    /// <param name="range">The smallest and the largest input.</param>
    /// <param name="scratch"><see cref="KernelSizes.QuantizedWinogradScratch"/> elements of this worker's own.</param>
    /// <param name="epilogue">Takes the results.</param>
    public static void Run<V, S, TStride, TEpilogue>(
        Worker worker, in ContractionShape shape, int tiles, ref float a, ref float panels, ref float range, ref float scratch,
        ref TEpilogue epilogue)
        where V : struct, ISimd<V, float>
        where S : struct, ISimd<S, float>
        where TStride : struct, IStride
        where TEpilogue : struct, IEpilogue<float>, allows ref struct
    {
        QuantizedRange inputs = new(range, Unsafe.Add(ref range, 1));
        switch (V.Count)
        {
            case 16:
                RunAs<I512, V, S, TStride, TEpilogue>(worker, shape, tiles, ref a, ref panels, inputs, ref scratch, ref epilogue);
                break;
            case 8:
                RunAs<I256, V, S, TStride, TEpilogue>(worker, shape, tiles, ref a, ref panels, inputs, ref scratch, ref epilogue);
                break;
            case 4:
                RunAs<I128, V, S, TStride, TEpilogue>(worker, shape, tiles, ref a, ref panels, inputs, ref scratch, ref epilogue);
                break;
            default:
                RunAs<I1, V, S, TStride, TEpilogue>(worker, shape, tiles, ref a, ref panels, inputs, ref scratch, ref epilogue);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunAs<I, V, S, TStride, TEpilogue>(
        Worker worker, in ContractionShape shape, int tiles, ref float a, ref float panels, in QuantizedRange range, ref float scratch,
        ref TEpilogue epilogue)
        where I : struct, IInts<I>
        where V : struct, ISimd<V, float>
        where S : struct, ISimd<S, float>
        where TStride : struct, IStride
        where TEpilogue : struct, IEpilogue<float>, allows ref struct
    {
        Span<float> stack = stackalloc float[Winograd.TransformScratch<float>()];
        ref float temporary = ref ContractionTile.Align(stack);
        WinogradTiles grid = new(shape.Lines, shape.Pixels, worker, tiles);
        int channels = TStride.Value, columns = shape.Columns, padded = KernelSizes.QuantizedColumns(columns);
        nint pixel = shape.APixel == 0 ? channels : shape.APixel;
        ref float products = ref scratch;
        ref short inputs = ref Unsafe.As<float, short>(ref Unsafe.Add(ref scratch, (nint)Points * ((grid.Block * padded) + Gap)));
        for (int first = grid.First; first < grid.End; first += grid.Block)
        {
            int count = Math.Min(grid.Block, grid.End - first);
            nint inputStep = ((nint)count * channels) + Gap, productStep = ((nint)count * padded) + Gap;
            for (int t = 0; t < count; t++)
            {
                grid.Locate(first + t, out int n, out int y, out int x);
                ref float from = ref Unsafe.Add(ref a, shape.AOrigin + ((nint)n * shape.ASample) + ((nint)y * shape.ALine) + (x * pixel));
                ToPoints<I>(
                    channels, ref from, shape.ALine, pixel, shape.Lines + 2 - y, shape.Pixels + 2 - x, range,
                    ref Unsafe.As<float, short>(ref temporary), ref Unsafe.Add(ref inputs, t * channels), inputStep);
            }

            Multiply<I, V>(count, channels, padded, ref inputs, inputStep, ref panels, range.Scale, ref products, productStep);
            for (int t = 0; t < count; t++)
            {
                grid.Locate(first + t, out int n, out int y, out int x);
                ref float tile = ref Unsafe.Add(ref products, t * padded);
                int c = 0;
                for (; c <= columns - V.Count; c += V.Count)
                {
                    Winograd.Finish<V, float, TEpilogue>(
                        shape, n, y, x, c, ref Unsafe.Add(ref tile, c), productStep, ref temporary, ref epilogue);
                }

                for (; c < columns; c++)
                {
                    Winograd.Finish<S, float, TEpilogue>(
                        shape, n, y, x, c, ref Unsafe.Add(ref tile, c), productStep, ref temporary, ref epilogue);
                }
            }
        }
    }

    /// <summary>At each point: products[tile][column] = scale · scale of the column · Σ_channel inputs[tile][channel] · weights[channel][column].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<I, V>(
        int tiles, int channels, int padded, ref short inputs, nint inputStep, ref float panels, float scale, ref float products,
        nint productStep)
        where I : struct, IInts<I>
        where V : struct, ISimd<V, float>
    {
        Span<float> stack = stackalloc float[3 * KernelSizes.Vector];
        ref float scales = ref ContractionTile.Align(stack);
        PairNest nest = new(1, 0, 1, 0, channels / 2);
        int width = 2 * I.Count;
        ref short weights = ref Unsafe.As<float, short>(ref Unsafe.Add(ref panels, Points * padded));
        for (int point = 0; point < Points; point++)
        {
            float scaleOfPoint = scale / (Factors[point / Side] * Factors[point % Side]);
            for (int c = 0; c < padded; c += width)
            {
                QuantizedContraction.Scale<V>(ref Unsafe.Add(ref panels, (point * padded) + c), scaleOfPoint, ref scales);
                ref short b = ref Unsafe.Add(ref weights, (((nint)point * padded) + c) * channels);
                for (int r = 0; r < tiles; r += IntegerTile.Rows)
                {
                    IntegerTile.Run<I, ShortPanel, short>(
                        Math.Min(IntegerTile.Rows, tiles - r), ref Unsafe.Add(ref inputs, (point * inputStep) + (r * channels)), channels,
                        ref b, nest, ref scales, ref Unsafe.Add(ref products, (point * productStep) + (r * padded) + c), padded);
                }
            }
        }
    }

    /// <summary>Brings one tile to integers and to the points, all its channels; what lies outside the image counts as 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ToPoints<I>(
        int channels, ref float from, nint row, nint column, int rows, int columns, in QuantizedRange range, ref short between, ref short to,
        nint step)
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToPointsOf<I>(
        ref float from, nint row, nint column, int rows, int columns, in QuantizedRange range, ref short between, ref short to, nint step)
        where I : struct, IInts<I>
    {
        int width = 2 * I.Count;
        for (int j = 0; j < Side; j++)
        {
            ref float x = ref Unsafe.Add(ref from, j * column);
            bool isInside = j < columns;
            Line(
                Value(ref x, 0, isInside, rows, range), Value(ref x, row, isInside && rows > 1, rows, range),
                Value(ref x, 2 * row, isInside && rows > 2, rows, range), Value(ref x, 3 * row, isInside && rows > 3, rows, range),
                Value(ref x, 4 * row, isInside && rows > 4, rows, range), Value(ref x, 5 * row, isInside && rows > 5, rows, range),
                ref Unsafe.Add(ref between, j * width), Side * width);
        }

        for (int i = 0; i < Side; i++)
        {
            ref short line = ref Unsafe.Add(ref between, i * Side * width);
            Line(
                I.Load(ref line), I.Load(ref Unsafe.Add(ref line, width)), I.Load(ref Unsafe.Add(ref line, 2 * width)),
                I.Load(ref Unsafe.Add(ref line, 3 * width)), I.Load(ref Unsafe.Add(ref line, 4 * width)),
                I.Load(ref Unsafe.Add(ref line, 5 * width)), ref Unsafe.Add(ref to, i * Side * step), step);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static I Value(ref float x, nint offset, bool isInside, int rows, in QuantizedRange range) =>
            isInside ? I.Quantize(ref Unsafe.Add(ref x, offset), range) : default;

        // Bᵀ, as InputTransform has it.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Line(I x0, I x1, I x2, I x3, I x4, I x5, ref short to, nint step)
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
    }
}
