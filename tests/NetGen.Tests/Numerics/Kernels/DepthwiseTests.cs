using System.Numerics;
using NetGen.Numerics;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Numerics.Kernels;

public class DepthwiseTests
{
    private static readonly Dictionary<string, DepthwiseCase> Cases = new()
    {
        ["3x3"] = new(40, 4, new ContractionShape
        {
            AOrigin = 3, Lines = 4, Pixels = 7, ASample = 6 * 9 * 40, ALine = 9 * 40,
            OuterCount = 3, OuterStep = 9 * 40, InnerCount = 3, InnerStep = 40, Run = 1, Columns = 40,
        }),
        ["5x5 of many pixels"] = new(16, 2, new ContractionShape
        {
            Lines = 2, Pixels = 25, ASample = 6 * 29 * 16, ALine = 29 * 16,
            OuterCount = 5, OuterStep = 29 * 16, InnerCount = 5, InnerStep = 16, Run = 1, Columns = 16,
        }),
        ["stride 2 and dilation 2, few channels"] = new(6, 5, new ContractionShape
        {
            AOrigin = 7, Lines = 3, Pixels = 4, ASample = 9 * 12 * 3, ALine = 2 * 36,
            OuterCount = 2, OuterStep = 2 * 36, InnerCount = 3, InnerStep = 6, Run = 1, Columns = 3,
        }),
        ["negative steps, every second result"] = new(5, 2, new ContractionShape
        {
            AOrigin = 2 * 95 + 10, Lines = 3, Pixels = 17, ASample = 600, ALine = 95,
            OuterCount = 2, OuterStep = -95, InnerCount = 2, InnerStep = -5, Run = 1,
            Columns = 5, YOrigin = 1, YStep = 2, XOrigin = 1, XStep = 2,
        }),
        ["fewer samples than workers, and lines"] = new(40, 1, new ContractionShape
        {
            Lines = 2, Pixels = 3, ASample = 800, ALine = 200,
            OuterCount = 2, OuterStep = 200, InnerCount = 2, InnerStep = 40, Run = 1, Columns = 33,
        }),
        ["no taps"] = new(
            5, 2, new ContractionShape { Lines = 2, Pixels = 3, ASample = 20, ALine = 15, InnerCount = 0, Run = 1, Columns = 5 }),
        ["one of everything"] = new(1, 1, new ContractionShape { Lines = 1, Pixels = 1, Run = 1, Columns = 1 }),
    };

    public static TheoryData<string, string> All => Widths.With(Cases.Keys);

    [Theory]
    [MemberData(nameof(All))]
    public void EqualsTheSumsOfProducts(string width, string name) => Widths.Run(width, new ForwardTest(Cases[name]));

    [Theory]
    [MemberData(nameof(All))]
    public void TheGradientByWeightsEqualsTheSumOverSamplesAndPixels(string width, string name)
        => Widths.Run(width, new GradientTest(Cases[name]));

    private sealed record DepthwiseCase(int Stride, int Batch, ContractionShape Shape)
    {
        /// <summary>Of sample n, line l, pixel p, channel c and tap (i, j): where in A.</summary>
        public int Place(int n, int l, int p, int i, int j, int c) => Shape.AOrigin + (n * Shape.ASample) + (l * Shape.ALine) + (p * Stride)
            + (i * Shape.OuterStep) + (j * Shape.InnerStep) + c;
    }

    private readonly struct ForwardTest(DepthwiseCase test) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            switch (test.Stride)
            {
                case 1: Check<V, S, T, Stride1>(); break;
                case 5: Check<V, S, T, Stride5>(); break;
                case 6: Check<V, S, T, Stride6>(); break;
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
            ContractionShape shape = test.Shape;
            int channels = shape.Columns, taps = shape.InnerCount;
            T[] a = Numbers.Whole<T>(((test.Batch + 1) * shape.ASample) + 1000, seed: 1);
            T[] w = Numbers.Whole<T>(shape.Depth * channels, seed: 2);
            T[] panels = NaivePanels.Pack<V, T>(shape.Depth, channels, 1, (_, k, c) => w[(k * channels) + c]);
            int lines = shape.YOrigin + (shape.Lines * shape.YStep), pixels = shape.XOrigin + (shape.Pixels * shape.XStep);
            var expected = new Recorder<double>(lines, pixels, channels, test.Batch);
            for (int n = 0; n < test.Batch; n++)
            {
                for (int l = 0; l < shape.Lines; l++)
                {
                    expected.MoveTo(n, shape.YOrigin + (l * shape.YStep));
                    for (int pixel = 0; pixel < shape.Pixels * channels; pixel++)
                    {
                        (int p, int c) = (pixel / channels, pixel % channels);
                        double sum = 0;
                        for (int k = 0; k < shape.Depth; k++)
                        {
                            sum += double.CreateChecked(a[test.Place(n, l, p, k / taps, k % taps, c)])
                                * double.CreateChecked(w[(k * channels) + c]);
                        }

                        expected.At(new D1(sum), shape.XOrigin + (p * shape.XStep), c);
                    }
                }
            }

            for (int threads = 1; threads <= 3; threads++)
            {
                var actual = new Recorder<T>(lines, pixels, channels, test.Batch);
                TeamProgram.Run(threads, test.Batch, worker =>
                {
                    Recorder<T> own = actual;
                    Depthwise.Run<V, S, T, TStride, Recorder<T>>(worker, shape, ref a[0], ref panels[0], ref own);
                });
                Numbers.AssertEqual<T>(expected.Values, actual.Values, $"{threads} workers");
                Assert.Equal(expected.Visits, actual.Visits);
            }
        }
    }

    private readonly struct GradientTest(DepthwiseCase test) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ContractionShape shape = test.Shape;
            int channels = shape.Columns, taps = shape.InnerCount, length = shape.Depth * channels;
            int dyLine = shape.Pixels * channels, dySample = shape.Lines * dyLine;
            var sums = new WeightGradientShape
            {
                XOrigin = shape.AOrigin, XSample = shape.ASample, XLine = shape.ALine, XPixel = test.Stride,
                DyOrigin = 2, DySample = dySample, DyLine = dyLine, DyPixel = channels,
                Lines = shape.Lines, Pixels = shape.Pixels,
                OuterCount = shape.OuterCount, OuterStep = shape.OuterStep, InnerCount = taps, InnerStep = shape.InnerStep,
                Run = 1, Columns = channels,
            };
            T[] x = Numbers.Whole<T>(((test.Batch + 1) * shape.ASample) + 1000, seed: 1);
            T[] dy = Numbers.Whole<T>((test.Batch * dySample) + 50, seed: 2);
            var expected = new double[length];
            for (int k = 0; k < shape.Depth; k++)
            {
                for (int row = 0; row < test.Batch * shape.Lines * shape.Pixels * channels; row++)
                {
                    int c = row % channels, p = row / channels % shape.Pixels, l = row / dyLine % shape.Lines, n = row / dySample;
                    expected[(k * channels) + c] += double.CreateChecked(x[test.Place(n, l, p, k / taps, k % taps, c)])
                        * double.CreateChecked(dy[2 + row]);
                }
            }

            // In one part and in parts of two samples: what the first part finds there is overwritten.
            foreach (int most in new[] { test.Batch, 2 })
            {
                for (int threads = 1; threads <= 3; threads++)
                {
                    T[] partials = Numbers.Untouched<T>(threads * (length + 3));
                    TeamProgram.RunInParts(threads, test.Batch, most, worker =>
                        Depthwise.WeightGradient<V, S, T>(worker, sums, ref x[0], ref dy[0], ref partials[worker.Index * (length + 3)]));
                    var total = new double[length];
                    for (int w = 0; w < threads; w++)
                    {
                        ReadOnlySpan<T> share = partials.AsSpan(w * (length + 3), length + 3);
                        Assert.Equal(Numbers.Untouched<T>(3), share[length..].ToArray());
                        for (int i = 0; i < length; i++)
                        {
                            total[i] += double.CreateChecked(share[i]);
                        }
                    }

                    Assert.Equal(expected, total);
                }
            }
        }
    }
}
