using System.Numerics;
using NetGen.Numerics;
using NetGen.Runtime;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Numerics.Kernels;

public class WinogradTests
{
    private static readonly Dictionary<string, ConvolutionCase> Cases = new()
    {
        ["whole tiles"] = new(16, 16, 8, 8, 2, 14),
        ["tiles over the edge"] = new(16, 35, 7, 9, 3, 5),
        ["channels that fill no vector"] = new(5, 19, 6, 5, 3, 4),
        ["one block for all"] = new(40, 64, 5, 4, 1, 100),
        ["one pixel"] = new(5, 1, 1, 1, 1, 1),
    };

    public static TheoryData<string, string> All => Widths.With(Cases.Keys);

    [Theory]
    [MemberData(nameof(All))]
    public void EqualsTheConvolution(string width, string name) => Widths.Run(width, new ForwardTest(Cases[name]));

    [Theory]
    [MemberData(nameof(All))]
    public void GradientOfTheWeightsEqualsTheSumOverSamplesAndPixels(string width, string name)
        => Widths.Run(width, new GradientTest(Cases[name]));

    [Fact]
    public void WhatLiesOutsideTheImageCountsAsNothing()
    {
        // A tile reads 6×6 of an image of 1×1 with its border: the rest is not a number here.
        float[] x = [.. Enumerable.Repeat(float.NaN, 500)];
        x.AsSpan(0, 9 * 5).Clear();
        float[] panels = new float[KernelSizes.WinogradPanels(5, 1)], scratch = new float[KernelSizes.WinogradScratch(1, 5, 1)];
        var results = new Recorder<float>(1, 1, 1, 1);
        TeamProgram.Run(1, 1, worker =>
        {
            Recorder<float> own = results;
            Winograd.Run<F256, F1, float, Stride5, Recorder<float>>(
                worker,
                new ContractionShape
                {
                    Lines = 1, Pixels = 1, ASample = 45, ALine = 15, OuterCount = 3, OuterStep = 15, Run = 15, Columns = 1,
                },
                1, ref x[0], ref panels[0], ref scratch[0], ref own);
        });
        Assert.Equal(0f, Assert.Single(results.Values));
    }

    /// <summary>Sizes of a convolution of 3×3 whose input has a border of one pixel, and how many tiles are worked on at a time.</summary>
    private sealed record ConvolutionCase(int Channels, int Columns, int Height, int Width, int Batch, int Tiles)
    {
        public int Line => (Width + 2) * Channels;

        public int Sample => (Height + 2) * Line;

        /// <summary>x[n, y + i, x + j, c].</summary>
        public int At(int n, int pixel, int i, int j) => (n * Sample) + (((pixel / Width) + i) * Line) + (((pixel % Width) + j) * Channels);

        public T[] Random<T>(int count, int seed)
            where T : INumber<T>
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, count + Numbers.Spare).Select(_ => T.CreateTruncating((random.NextDouble() * 2) - 1))];
        }
    }

    /// <summary>Each worker's own memory, with some behind it that nobody may write to.</summary>
    private sealed class ScratchMemory<T>(int workers, int length)
        where T : INumber<T>
    {
        private readonly T[] _elements = Numbers.Untouched<T>(workers * (length + Numbers.Spare));

        public ref T Of(Worker worker) => ref _elements[worker.Index * (length + Numbers.Spare)];

        public void AssertKept() => Assert.All(
            _elements.Chunk(length + Numbers.Spare), own => Assert.Equal(Numbers.Untouched<T>(Numbers.Spare), own[length..]));
    }

    private static void AssertClose<T>(double[] expected, ReadOnlySpan<T> actual, string what, double precision)
        where T : INumber<T>
    {
        // Relative to the largest: the products of a tile share their rounding errors.
        double tolerance = precision * expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - double.CreateChecked(actual[i]));
            Assert.True(difference <= tolerance, $"{what}: element {i} is {actual[i]}, not {expected[i]}.");
        }
    }

    private readonly struct ForwardTest(ConvolutionCase test) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            switch (test.Channels)
            {
                case 5: Check<V, S, T, Stride5>(); break;
                case 16: Check<V, S, T, Stride16>(); break;
                case 40: Check<V, S, T, Stride40>(); break;
                default: throw new InvalidOperationException();
            }
        }

        private void Check<V, S, T, TStride>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where TStride : struct, IStride
        {
            ConvolutionCase c = test;
            T[] x = c.Random<T>(c.Batch * c.Sample, seed: 1), weights = c.Random<T>(c.Columns * c.Channels * 9, seed: 2);
            ContractionShape shape = new()
            {
                Lines = c.Height, Pixels = c.Width, ASample = c.Sample, ALine = c.Line,
                OuterCount = 3, OuterStep = c.Line, Run = 3 * c.Channels, Columns = c.Columns,
            };
            PackShape pack = new()
            {
                OuterCount = 3, OuterStep = 3, InnerCount = 3, InnerStep = 1,
                RunCount = c.Channels, RunStep = 9, Columns = c.Columns, ColumnStep = 9 * c.Channels,
            };
            double[] expected = Naive(c, x, weights);
            for (int threads = 1; threads <= 3; threads++)
            {
                var results = new Recorder<T>(c.Height, c.Width, c.Columns, c.Batch);
                T[] panels = Numbers.Untouched<T>(KernelSizes.WinogradPanels(c.Channels, c.Columns) + Numbers.Spare);
                ScratchMemory<T> scratch = new(threads, KernelSizes.WinogradScratch(c.Tiles, c.Channels, c.Columns));
                TeamProgram.Run(
                    threads,
                    c.Batch,
                    worker => Winograd.Pack<V, T>(worker, pack, ref weights[0], ref panels[0]),
                    worker =>
                    {
                        Recorder<T> own = results;
                        Winograd.Run<V, S, T, TStride, Recorder<T>>(
                            worker, shape, c.Tiles, ref x[0], ref panels[0], ref scratch.Of(worker), ref own);
                    });
                AssertClose<T>(expected, results.Values, $"{threads} workers", typeof(T) == typeof(float) ? 1e-5 : 1e-13);
                Assert.All(results.Visits, visits => Assert.Equal(1, visits));
                Assert.Equal(Numbers.Untouched<T>(Numbers.Spare), panels[^Numbers.Spare..]);
                scratch.AssertKept();
            }
        }

        private static double[] Naive<T>(ConvolutionCase c, T[] x, T[] weights)
            where T : INumber<T>
        {
            var result = new double[c.Batch * c.Height * c.Width * c.Columns];
            for (int r = 0; r < result.Length; r++)
            {
                int o = r % c.Columns, pixel = r / c.Columns % (c.Height * c.Width), n = r / c.Columns / (c.Height * c.Width);
                for (int tap = 0; tap < 9 * c.Channels; tap++)
                {
                    int k = tap % 9, channel = tap / 9;
                    result[r] += double.CreateChecked(x[c.At(n, pixel, k / 3, k % 3) + channel])
                        * double.CreateChecked(weights[(((o * c.Channels) + channel) * 9) + k]);
                }
            }

            return result;
        }
    }

    private readonly struct GradientTest(ConvolutionCase test) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ConvolutionCase c = test;
            int length = 9 * c.Channels * c.Columns, pixels = c.Height * c.Width;
            T[] x = c.Random<T>(c.Batch * c.Sample, seed: 3), dy = c.Random<T>(c.Batch * pixels * c.Columns, seed: 4);
            WeightGradientShape shape = new()
            {
                XSample = c.Sample, XLine = c.Line, XPixel = c.Channels,
                DySample = pixels * c.Columns, DyLine = c.Width * c.Columns, DyPixel = c.Columns,
                Lines = c.Height, Pixels = c.Width, OuterCount = 3, OuterStep = c.Line, Run = 3 * c.Channels, Columns = c.Columns,
            };
            for (int threads = 1; threads <= 3; threads++)
            {
                T[] partials = Numbers.Untouched<T>((threads * length) + 3);
                ScratchMemory<T> scratch = new(threads, KernelSizes.WinogradGradientScratch(c.Tiles, c.Channels, c.Columns));
                TeamProgram.Run(threads, c.Batch, worker => Winograd.WeightGradient<V, S, T>(
                    worker, shape, c.Tiles, ref x[0], ref dy[0], ref scratch.Of(worker), ref partials[worker.Index * length]));
                double[] sum = new double[length];
                for (int i = 0; i < threads * length; i++)
                {
                    sum[i % length] += double.CreateChecked(partials[i]);
                }

                AssertClose<double>(Naive(c, x, dy), sum, $"{threads} workers", typeof(T) == typeof(float) ? 1e-5 : 1e-13);
                Assert.Equal(Numbers.Untouched<T>(3), partials.AsSpan(threads * length).ToArray());
                scratch.AssertKept();
            }
        }

        private static double[] Naive<T>(ConvolutionCase c, T[] x, T[] dy)
            where T : INumber<T>
        {
            var result = new double[9 * c.Channels * c.Columns];
            for (int r = 0; r < result.Length; r++)
            {
                int o = r % c.Columns, channel = r / c.Columns % c.Channels, k = r / c.Columns / c.Channels;
                for (int n = 0; n < c.Batch; n++)
                {
                    for (int pixel = 0; pixel < c.Height * c.Width; pixel++)
                    {
                        result[r] += double.CreateChecked(x[c.At(n, pixel, k / 3, k % 3) + channel])
                            * double.CreateChecked(dy[(((n * c.Height * c.Width) + pixel) * c.Columns) + o]);
                    }
                }
            }

            return result;
        }
    }
}
