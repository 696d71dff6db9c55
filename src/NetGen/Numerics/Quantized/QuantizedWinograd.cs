using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// <see cref="QuantizedContraction"/> for convolutions of 3×3 with stride 1, in the tiles of <see cref="Winograd"/>: F(4×4, 3×3), whose
/// products at the 36 points are summed in integers. The rows of G are multiplied by what makes them whole, so that inputs and weights at
/// the points are integers of 16 bits, and the sums are exact; the way back to the results is in float. Where a tile has no more than two
/// lines or pixels inside the image, it needs four of the six points of that axis only, which are those of F(2, 3) but for factors.
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
        Span<float> stack = stackalloc float[((2 * Points) + 1) * KernelSizes.Vector];
        ref float temporary = ref ContractionTile.Align(stack);
        WinogradTiles grid = new(shape.Lines, shape.Pixels, worker, tiles);
        int channels = TStride.Value, columns = shape.Columns, padded = KernelSizes.QuantizedColumns(columns);
        nint pixel = shape.APixel == 0 ? channels : shape.APixel;
        ref float products = ref scratch;
        ref short inputs = ref Unsafe.As<float, short>(ref Unsafe.Add(ref scratch, (nint)Points * ((grid.Block * padded) + Gap)));
        Span<int> order = stackalloc int[grid.Block];
        for (int first = grid.First; first < grid.End; first += grid.Block)
        {
            int count = Math.Min(grid.Block, grid.End - first);
            nint inputStep = ((nint)count * channels) + Gap, productStep = ((nint)count * padded) + Gap;
            TileKinds kinds = new(shape, grid, first, order[..count]);
            for (int t = 0; t < count; t++)
            {
                grid.Locate(order[t], out int n, out int y, out int x);
                ref float from = ref Unsafe.Add(ref a, shape.AOrigin + ((nint)n * shape.ASample) + ((nint)y * shape.ALine) + (x * pixel));
                ToPoints<I>(
                    channels, ref from, shape.ALine, pixel, shape.Lines + 2 - y, shape.Pixels + 2 - x, range,
                    ref Unsafe.As<float, short>(ref temporary), ref Unsafe.Add(ref inputs, t * channels), inputStep);
            }

            Multiply<I, V>(kinds, channels, padded, ref inputs, inputStep, ref panels, range.Scale, ref products, productStep);
            for (int t = 0; t < count; t++)
            {
                grid.Locate(order[t], out int n, out int y, out int x);
                ref float tile = ref Unsafe.Add(ref products, t * padded);
                int c = 0;
                for (; c <= columns - V.Count; c += V.Count)
                {
                    Finish<V, TEpilogue>(shape, n, y, x, c, ref Unsafe.Add(ref tile, c), productStep, ref temporary, ref epilogue);
                }

                for (; c < columns; c++)
                {
                    Finish<S, TEpilogue>(shape, n, y, x, c, ref Unsafe.Add(ref tile, c), productStep, ref temporary, ref epilogue);
                }
            }
        }
    }

    /// <summary>
    /// At each point: products[tile][column] = scale · scale of the column · Σ_channel inputs[tile][channel] · weights[channel][column].
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<I, V>(
        in TileKinds kinds, int channels, int padded, ref short inputs, nint inputStep, ref float panels, float scale, ref float products,
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
            (int first, int end) = kinds.At(point);
            float scaleOfPoint = scale / (Factors[point / Side] * Factors[point % Side]);
            for (int c = 0; c < padded; c += width)
            {
                QuantizedContraction.Scale<V>(ref Unsafe.Add(ref panels, (point * padded) + c), scaleOfPoint, ref scales);
                ref short b = ref Unsafe.Add(ref weights, (((nint)point * padded) + c) * channels);
                for (int r = first; r < end; r += IntegerTile.Rows)
                {
                    IntegerTile.Run<I, ShortPanel, short>(
                        Math.Min(IntegerTile.Rows, end - r), ref Unsafe.Add(ref inputs, (point * inputStep) + (r * channels)), channels,
                        ref b, nest, ref scales, ref Unsafe.Add(ref products, (point * productStep) + (r * padded) + c), padded);
                }
            }
        }
    }
}
