using System.Numerics;
using NetGen.Numerics;
using NetGen.Runtime;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Numerics.Kernels;

public class WeightGradientTests
{
    private static readonly Dictionary<string, WeightCase> Cases = new()
    {
        ["convolution 3x3"] = new(5, 9, new WeightGradientShape
        {
            Lines = 4, Pixels = 5, XSample = 6 * 7 * 3, XLine = 21, XPixel = 3,
            DyOrigin = 11, DySample = 6 * 7 * 19, DyLine = 7 * 19, DyPixel = 19,
            OuterCount = 1, InnerCount = 3, InnerStep = 21, Run = 9, Columns = 19,
        }),
        ["groups, dilation and stride"] = new(3, 6, new WeightGradientShape
        {
            XOrigin = 5, Lines = 3, Pixels = 2, XSample = 500, XLine = 2 * 40, XPixel = 2 * 4,
            DySample = 3 * 2 * 70, DyLine = 2 * 70, DyPixel = 70,
            OuterCount = 2, OuterStep = 2 * 40, InnerCount = 3, InnerStep = 2 * 4, Run = 2, Columns = 35, Groups = 2, XGroup = 2,
        }),
        ["many taps of one pixel"] = new(2, 1, new WeightGradientShape
        {
            Lines = 1, Pixels = 1, XSample = 31, XLine = 31, XPixel = 31,
            DySample = 64, DyLine = 64, DyPixel = 64, OuterCount = 1, InnerCount = 1, Run = 31, Columns = 64,
        }),
        ["more than the cache holds"] = new(7, 1, new WeightGradientShape
        {
            Lines = 20, Pixels = 20, XSample = 400 * 40, XLine = 20 * 40, XPixel = 40, DySample = 400 * 40, DyLine = 20 * 40, DyPixel = 40,
            OuterCount = 1, InnerCount = 1, Run = 5, Columns = 40,
        }),
        ["one of everything"] = new(
            1, 1, new WeightGradientShape { Lines = 1, Pixels = 1, OuterCount = 1, InnerCount = 1, Run = 1, Columns = 1 }),
    };

    public static TheoryData<string, string> All => Widths.With(Cases.Keys);

    public static TheoryData<string> AllWidths => [.. Widths.Names];

    [Theory]
    [MemberData(nameof(All))]
    public void OfAConvolutionEqualsTheSumOverSamplesAndPixels(string width, string name)
        => Widths.Run(width, new ConvolutionTest(Cases[name]));

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void OfAMatrixProductEqualsTheSumOverRows(string width)
    {
        foreach ((int rows, int features, int outputs) in new[]
            { (5, 70, 29), (1, 1, 1), (33, 17, 3), (0, 4, 5), (3, 64, 14), (1030, 17, 20), (300, 5, 400) })
        {
            Widths.Run(width, new RowsTest(rows, features, outputs));
        }
    }

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void TheWeightsOfAMatrixProductAreUpdatedOnceWithTheirWholeGradient(string width)
    {
        // The last three: lines in several blocks, lines in pieces for a small and for a large batch.
        foreach ((int rows, int features, int outputs) in new[]
            { (5, 70, 29), (1, 1, 1), (33, 17, 3), (0, 4, 5), (1030, 17, 20), (2, 1000, 130), (1, 60_000, 3), (300, 900, 70) })
        {
            Widths.Run(width, new UpdateTest(rows, features, outputs));
        }
    }

    private sealed record WeightCase(int Batch, int KernelSize, WeightGradientShape Shape);

    private readonly struct ConvolutionTest(WeightCase test) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            WeightGradientShape shape = test.Shape;
            int batch = test.Batch, kernelSize = test.KernelSize;
            int length = shape.Groups * shape.Depth * shape.Columns;
            T[] x = Numbers.Whole<T>(((batch + 1) * shape.XSample) + 100, seed: 4);
            T[] dy = Numbers.Whole<T>(((batch + 1) * shape.DySample) + 100, seed: 5);
            for (int threads = 1; threads <= 3; threads++)
            {
                int stride = length + 3, workers = threads;
                T[] partials = Numbers.Untouched<T>(threads * stride);
                T[] gradient = Numbers.Untouched<T>(length + 3);
                TeamProgram.Run(
                    threads,
                    batch,
                    worker => WeightGradient.Run<V, S, T>(worker, shape, ref x[0], ref dy[0], ref partials[worker.Index * stride]),
                    worker => WeightGradient.Combine<V, S, T>(
                        worker, shape, kernelSize, ref partials[0], stride, workers, ref gradient[0]));
                for (int w = 0; w < threads && threads <= batch; w++)
                {
                    double[] share = Naive(shape, w * batch / threads, (w + 1) * batch / threads, x, dy);
                    Numbers.AssertEqual<T>(share, partials.AsSpan(w * stride, length), $"share {w} of {threads}");
                    Assert.Equal(Numbers.Untouched<T>(3), partials.AsSpan((w * stride) + length, 3).ToArray());
                }

                double[] whole = Reordered(shape, kernelSize, Naive(shape, 0, batch, x, dy));
                Numbers.AssertEqual<T>(whole, gradient.AsSpan(0, length), $"{threads} workers");
                Assert.Equal(Numbers.Untouched<T>(3), gradient.AsSpan(length).ToArray());
            }
        }

        private static double[] Naive<T>(WeightGradientShape shape, int first, int end, T[] x, T[] dy)
            where T : INumber<T>
        {
            var result = new double[shape.Groups * shape.Depth * shape.Columns];
            for (int g = 0; g < shape.Groups; g++)
            {
                for (int m = 0; m < shape.Depth; m++)
                {
                    int i = m / (shape.InnerCount * shape.Run), j = m / shape.Run % shape.InnerCount, k = m % shape.Run;
                    int tap = (i * shape.OuterStep) + (j * shape.InnerStep) + k + (g * shape.XGroup);
                    for (int column = 0; column < shape.Columns; column++)
                    {
                        double sum = 0;
                        for (int n = first; n < end; n++)
                        {
                            for (int pixel = 0; pixel < shape.Lines * shape.Pixels; pixel++)
                            {
                                int l = pixel / shape.Pixels, p = pixel % shape.Pixels;
                                int from = shape.XOrigin + (n * shape.XSample) + (l * shape.XLine) + (p * shape.XPixel) + tap;
                                int to = shape.DyOrigin + (n * shape.DySample) + (l * shape.DyLine) + (p * shape.DyPixel)
                                    + (g * shape.Columns) + column;
                                sum += double.CreateChecked(x[from]) * double.CreateChecked(dy[to]);
                            }
                        }

                        result[(((g * shape.Depth) + m) * shape.Columns) + column] = sum;
                    }
                }
            }

            return result;
        }

        private static double[] Reordered(WeightGradientShape shape, int taps, double[] sums)
        {
            var result = new double[sums.Length];
            int channels = shape.Depth / taps;
            for (int g = 0; g < shape.Groups; g++)
            {
                for (int o = 0; o < shape.Columns; o++)
                {
                    for (int c = 0; c < channels; c++)
                    {
                        for (int tap = 0; tap < taps; tap++)
                        {
                            result[(((((g * shape.Columns) + o) * channels) + c) * taps) + tap] =
                                sums[(((((g * taps) + tap) * channels) + c) * shape.Columns) + o];
                        }
                    }
                }
            }

            return result;
        }
    }

    /// <summary>Takes each gradient from its parameter, and notes how often.</summary>
    private sealed class Subtract<T>(int count) : OptimizerState<T>
        where T : unmanaged, INumber<T>
    {
        public int[] Updates { get; } = new int[count];

        public override void Update(Span<T> parameters, ReadOnlySpan<T> gradients, int start, T[] factors)
        {
            Assert.Equal(parameters.Length, gradients.Length);
            for (int i = 0; i < parameters.Length; i++)
            {
                parameters[i] -= gradients[i];
                Updates[start + i]++;
            }
        }
    }

    private sealed class Subtracting(object state) : Optimizer(1, UpdateRule.Of<SgdRule.Plain>())
    {
        protected internal override void SetFactors(in UpdateStep step, Span<double> factors)
        {
        }

        internal override OptimizerState<T> CreateState<T>(int count) => (OptimizerState<T>)state;
    }

    private readonly struct UpdateTest(int rows, int features, int outputs) : IWidthTest
    {
        private const int Before = 16, Behind = 5;

        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (int r, int f, int o) = (rows, features, outputs);
            int size = f * o, all = Before + size + Behind;
            T[] x = Numbers.Whole<T>((r * f) + 32, seed: 6);
            T[] dy = Numbers.Whole<T>(r * o, seed: 7), weights = Numbers.Whole<T>(all, seed: 8);
            T[] gradient = new T[size];
            TeamProgram.Run(1, r, worker => WeightGradient.Rows<V, S, T>(worker, r, f, o, ref x[0], ref dy[0], ref gradient[0]));
            for (int threads = 1; threads <= 3; threads++)
            {
                ParameterStore<T> store = new(
                    all, all, [new("weights", 0, IsTrained: true, ParameterStart.One, 1, 1, new Shape(all))], seed: 0);
                AlignedBuffer<T> parameters = store.Block, gradients = new(all);
                weights.AsSpan(0, all).CopyTo(parameters.Span);
                Subtract<T> optimizer = new(all);
                UpdateGroups<T> groups = new(store, gradients, new Subtracting(optimizer), []);
                groups.BeginStep(1);
                WeightUpdate<T> update = new(groups, gradients, Before, isDeferred: false);
                TeamProgram.Run(threads, r, worker => WeightGradient.Update<V, S, T>(worker, r, f, o, ref x[0], ref dy[0], update));
                Assert.Equal(gradient, gradients.Span.Slice(Before, size).ToArray());
                Assert.All(optimizer.Updates, (count, i) => Assert.Equal(i >= Before && i < Before + size ? 1 : 0, count));
                for (int i = 0; i < all; i++)
                {
                    T expected = i >= Before && i < Before + size ? weights[i] - gradient[i - Before] : weights[i];
                    Assert.True(expected == parameters.Span[i], $"weight {i - Before}, {threads} workers");
                }
            }
        }
    }

    private readonly struct RowsTest(int rows, int features, int outputs) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (int r, int f, int o) = (rows, features, outputs);
            T[] x = Numbers.Whole<T>(r * f, seed: 6);
            T[] dy = Numbers.Whole<T>(r * o, seed: 7);
            var expected = new double[o * f];
            for (int i = 0; i < expected.Length; i++)
            {
                for (int row = 0; row < r; row++)
                {
                    expected[i] += double.CreateChecked(dy[(row * o) + (i / f)]) * double.CreateChecked(x[(row * f) + (i % f)]);
                }
            }

            for (int threads = 1; threads <= 3; threads++)
            {
                T[] gradient = Numbers.Untouched<T>(expected.Length + 2);
                TeamProgram.Run(threads, r, worker => WeightGradient.Rows<V, S, T>(worker, r, f, o, ref x[0], ref dy[0], ref gradient[0]));
                Numbers.AssertEqual<T>(expected, gradient.AsSpan(0, expected.Length), $"{threads} workers");
                Assert.Equal(Numbers.Untouched<T>(2), gradient.AsSpan(expected.Length).ToArray());
            }
        }
    }
}
