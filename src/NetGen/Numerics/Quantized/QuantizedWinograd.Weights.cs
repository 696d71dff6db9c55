using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <content>Weights: to the points.</content>
public static partial class QuantizedWinograd
{
    private const int Taps = 9;

    /// <summary>
    /// The largest input at a point: 68 of its 255 steps, where all of one sign of Bᵀ's second row meet the largest input.
    /// </summary>
    private const long LargestInput = 68 * QuantizedRange.Steps;

    /// <summary>What makes the rows of G whole: 1/4, 1/6, 1/6, 1/24, 1/24 and 1 are their parts.</summary>
    private static ReadOnlySpan<float> Factors => [4, 6, 6, 24, 24, 1];

    /// <summary>The rows of G, whole.</summary>
    private static ReadOnlySpan<int> Rows => [1, 0, 0, -1, -1, -1, -1, 1, -1, 1, 2, 4, 1, -2, 4, 0, 0, 1];

    /// <summary>
    /// Packs this worker's share of the weights: scales [point][column], then [point][panel][pair][columns][2] of 16-bit integers. Where
    /// the sums of a column might leave 32 bits at a point, its integers there are halved, as often as that takes, and the scale doubled.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <param name="worker">Who packs.</param>
    /// <param name="shape">3 outer, 3 inner steps, a run of an even number of channels, one group.</param>
    /// <param name="weights">Element 0 of the buffer of the weights.</param>
    /// <param name="panels">Receives <see cref="KernelSizes.QuantizedWinogradPanels"/> elements.</param>
    public static void Pack<V>(Worker worker, in PackShape shape, ref float weights, ref float panels)
        where V : struct, ISimd<V, float>
    {
        int width = 2 * V.Count, channels = shape.RunCount, padded = KernelSizes.QuantizedColumns(shape.Columns);
        ref short to = ref Unsafe.As<float, short>(ref Unsafe.Add(ref panels, Points * padded));
        Span<int> points = stackalloc int[Points], halvings = stackalloc int[Points];
        Span<long> sums = stackalloc long[Points];
        (int start, int end) = worker.Split(padded);
        for (int column = start; column < end; column++)
        {
            bool isColumn = column < shape.Columns;
            ref float from = ref Unsafe.Add(ref weights, isColumn ? shape.Origin + ((nint)column * shape.ColumnStep) : 0);
            float scale = isColumn ? QuantizedWeights.Scale(shape, ref from) : 0;
            sums.Clear();
            for (int k = 0; k < channels; k++)
            {
                ToPoints(shape, ref from, k, scale, points);
                for (int point = 0; point < Points; point++)
                {
                    sums[point] += Math.Abs(points[point]);
                }
            }

            for (int point = 0; point < Points; point++)
            {
                // Rounding adds half a step to each of the channels at most.
                halvings[point] = 0;
                while (((sums[point] >> halvings[point]) + channels) * LargestInput > int.MaxValue)
                {
                    halvings[point]++;
                }

                Unsafe.Add(ref panels, (point * padded) + column) = scale * (1 << halvings[point]);
            }

            for (int k = 0; k < channels; k++)
            {
                ToPoints(shape, ref from, k, scale, points);
                for (int point = 0; point < Points; point++)
                {
                    nint place = ((((nint)point * padded) + (column / width * width)) * channels)
                        + (((k / 2 * width) + (column % width)) * 2) + (k % 2);
                    Unsafe.Add(ref to, place) = (short)Halved(points[point], halvings[point]);
                }
            }
        }
    }

    /// <summary>x / 2ⁿ, rounded.</summary>
    private static int Halved(int x, int times) => times == 0 ? x : (x + (1 << (times - 1))) >> times;

    /// <summary>G·q·Gᵀ with whole rows; 0 where the scale is 0.</summary>
    private static void ToPoints(in PackShape shape, ref float column, int channel, float scale, Span<int> points)
    {
        Span<int> taps = stackalloc int[Taps];
        for (int t = 0; t < Taps && scale > 0; t++)
        {
            taps[t] = QuantizedWeights.Nearest(QuantizedWeights.At(shape, ref column, t / 3, t % 3, channel), scale);
        }

        for (int i = 0; i < Side; i++)
        {
            for (int j = 0; j < Side; j++)
            {
                int sum = 0;
                for (int t = 0; t < Taps; t++)
                {
                    sum += Rows[(3 * i) + (t / 3)] * Rows[(3 * j) + (t % 3)] * taps[t];
                }

                points[(Side * i) + j] = sum;
            }
        }
    }
}
