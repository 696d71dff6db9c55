using System.Numerics;
using NetGen.Numerics;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Numerics.Kernels;

public class PoolingTests
{
    private static readonly Dictionary<string, PoolCase> Cases = new()
    {
        ["2x2"] = Case(3, channels: 19, 8, 6, kernel: (2, 2), stride: 2, padding: 0),
        ["2x2 of odd size"] = Case(2, channels: 4, 7, 5, kernel: (2, 2), stride: 2, padding: 0),
        ["2x2 overlapping"] = Case(2, channels: 33, 4, 5, kernel: (2, 2), stride: 1, padding: 0),
        ["2x2 with padding"] = Case(2, channels: 5, 4, 5, kernel: (2, 2), stride: 2, padding: 1),
        ["3x3 stride 2 padding 1"] = Case(4, channels: 16, 7, 8, kernel: (3, 3), stride: 2, padding: 1),
        ["windows apart"] = Case(1, channels: 3, 9, 9, kernel: (2, 1), stride: 4, padding: 0),
        ["whole image"] = Case(5, channels: 9, 3, 4, kernel: (3, 4), stride: 1, padding: 0),
        ["axes that differ"] = Case(3, 17, 6, 9, (2, 3), stride: (1, 2), before: (1, 0), after: (0, 2)),
        ["2x2 with padding behind"] = Case(2, 18, 5, 7, (2, 2), stride: (2, 2), before: (0, 0), after: (1, 1)),
        ["one pixel"] = Case(1, channels: 1, 1, 1, kernel: (1, 1), stride: 1, padding: 0),
    };

    public static TheoryData<string, string> All => Widths.With(Cases.Keys);

    [Theory]
    [MemberData(nameof(All))]
    public void MaximumAndItsGradientEqualTheDefinition(string width, string name) => Widths.Run(width, new MaximumTest(Cases[name]));

    [Theory]
    [MemberData(nameof(All))]
    public void MeanAndItsGradientEqualTheDefinition(string width, string name) => Widths.Run(width, new MeanTest(Cases[name]));

    [Fact]
    public void AMaximumThatIsNoNumberHasNoPlace()
    {
        CheckPlaceOfNone<float>(-1);
        CheckPlaceOfNone<byte>(255);
    }

    private static void CheckPlaceOfNone<TPlace>(TPlace none)
        where TPlace : unmanaged, INumber<TPlace>
    {
        PoolShape shape = new()
        {
            Channels = 1, Height = 2, Width = 4, KernelHeight = 2, KernelWidth = 2, StrideY = 2, StrideX = 2,
            OutHeight = 1, OutWidth = 2, XLine = 4, PlaceLine = 2, DyLine = 2,
        };
        float[] x = [1, float.NaN, 5, 5, 2, 3, 4, 5], dy = [7, 8];
        TPlace[] place = new TPlace[2];
        Recorder<float> y = new(1, 2, 1, 1), dx = new(2, 4, 1, 1);
        TeamProgram.Run(1, 1, worker =>
        {
            (Recorder<float> maximum, Recorder<float> gradient) = (y, dx);
            Pooling.Max<F1, F1, float, TPlace, Recorder<float>>(worker, shape, ref x[0], ref place[0], ref maximum);
            Pooling.MaxGradient<F1, F1, float, TPlace, Recorder<float>>(worker, shape, ref dy[0], ref place[0], ref gradient);
        });

        Assert.Equal([float.NaN, 5], y.Values);
        Assert.Equal([none, TPlace.Zero], place);
        Assert.Equal([0, 0, 8, 0, 0, 0, 0, 0], dx.Values);
    }

    /// <summary>A case with borders around x and dy and room between the places, all of different width.</summary>
    private static PoolCase Case(int batch, int channels, int height, int width, (int Height, int Width) kernel, int stride, int padding) =>
        Case(batch, channels, height, width, kernel, (stride, stride), (padding, padding), (padding, padding));

    private static PoolCase Case(
        int batch, int channels, int height, int width, (int Height, int Width) kernel, (int Y, int X) stride, (int Y, int X) before,
        (int Y, int X) after)
    {
        int outHeight = ((height + before.Y + after.Y - kernel.Height) / stride.Y) + 1;
        int outWidth = ((width + before.X + after.X - kernel.Width) / stride.X) + 1;
        int xLine = (width + 2) * channels, placeLine = (outWidth + 1) * channels, dyLine = (outWidth + 4) * channels;
        return new PoolCase(batch, new PoolShape
        {
            Channels = channels, Height = height, Width = width, KernelHeight = kernel.Height, KernelWidth = kernel.Width,
            StrideY = stride.Y, StrideX = stride.X, PaddingY = before.Y, PaddingX = before.X, OutHeight = outHeight, OutWidth = outWidth,
            XOrigin = xLine + channels, XLine = xLine, XSample = (height + 2) * xLine,
            PlaceOrigin = 3, PlaceLine = placeLine, PlaceSample = (outHeight * placeLine) + 2,
            DyOrigin = (2 * dyLine) + (2 * channels), DyLine = dyLine, DySample = (outHeight + 4) * dyLine,
        });
    }

    private sealed record PoolCase(int Batch, PoolShape Shape)
    {
        public T[] X<T>()
            where T : INumber<T> => Numbers.Whole<T>(Shape.XOrigin + (Batch * Shape.XSample), seed: 11);

        public T[] Dy<T>()
            where T : INumber<T> => Numbers.Whole<T>(Shape.DyOrigin + (Batch * Shape.DySample), seed: 12);

        public TPlace[] Places<TPlace>()
            where TPlace : INumber<TPlace> => Numbers.Untouched<TPlace>(Shape.PlaceOrigin + (Batch * Shape.PlaceSample) + Numbers.Spare);

        public Recorder<T> Result<T>()
            where T : unmanaged => new(Shape.OutHeight, Shape.OutWidth, Shape.Channels, Batch);

        public Recorder<T> Gradient<T>()
            where T : unmanaged => new(Shape.Height, Shape.Width, Shape.Channels, Batch);

        /// <summary>
        /// Calls back for every window and channel, with the positions of the window that lie in the input, in row-major order.
        /// </summary>
        public void ForEachWindow(Action<(int N, int H, int W, int C), List<(int H, int W)>> action)
        {
            PoolShape s = Shape;
            for (int i = 0; i < Batch * s.OutHeight * s.OutWidth * s.Channels; i++)
            {
                int c = i % s.Channels, w = i / s.Channels % s.OutWidth, h = i / s.Channels / s.OutWidth % s.OutHeight;
                var positions = new List<(int H, int W)>();
                for (int k = 0; k < s.KernelHeight * s.KernelWidth; k++)
                {
                    int ih = (h * s.StrideY) - s.PaddingY + (k / s.KernelWidth), iw = (w * s.StrideX) - s.PaddingX + (k % s.KernelWidth);
                    if (ih >= 0 && ih < s.Height && iw >= 0 && iw < s.Width)
                    {
                        positions.Add((ih, iw));
                    }
                }

                action((i / s.Channels / s.OutWidth / s.OutHeight, h, w, c), positions);
            }
        }

        public int AtX(int n, (int H, int W) p, int c)
            => Shape.XOrigin + (n * Shape.XSample) + (p.H * Shape.XLine) + (p.W * Shape.Channels) + c;

        public int AtDy((int N, int H, int W, int C) p)
            => Shape.DyOrigin + (p.N * Shape.DySample) + (p.H * Shape.DyLine) + (p.W * Shape.Channels) + p.C;

        public int InResult((int N, int H, int W, int C) p)
            => (((((p.N * Shape.OutHeight) + p.H) * Shape.OutWidth) + p.W) * Shape.Channels) + p.C;

        public int InGradient(int n, (int H, int W) p, int c) => (((((n * Shape.Height) + p.H) * Shape.Width) + p.W) * Shape.Channels) + c;

        public int AtPlace((int N, int H, int W, int C) p)
            => Shape.PlaceOrigin + (p.N * Shape.PlaceSample) + (p.H * Shape.PlaceLine) + (p.W * Shape.Channels) + p.C;

        /// <summary>The number of a position in its window.</summary>
        public double PlaceOf((int N, int H, int W, int C) window, (int H, int W) p)
            => ((p.H - (window.H * Shape.StrideY) + Shape.PaddingY) * Shape.KernelWidth)
                + p.W - (window.W * Shape.StrideX) + Shape.PaddingX;
    }

    private readonly struct MaximumTest(PoolCase test) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Run<V, S, T, T>();
            Run<V, S, T, byte>();
        }

        private void Run<V, S, T, TPlace>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            where TPlace : unmanaged, INumber<TPlace>
        {
            PoolCase @case = test;
            T[] x = @case.X<T>(), dy = @case.Dy<T>();
            double[] expected = new double[@case.Result<T>().Values.Length], gradient = new double[@case.Gradient<T>().Values.Length];
            double[] places = Array.ConvertAll(@case.Places<TPlace>(), double.CreateChecked);
            @case.ForEachWindow((to, positions) =>
            {
                (int H, int W) first = positions.MaxBy(p => x[@case.AtX(to.N, p, to.C)]);
                expected[@case.InResult(to)] = double.CreateChecked(x[@case.AtX(to.N, first, to.C)]);
                gradient[@case.InGradient(to.N, first, to.C)] += double.CreateChecked(dy[@case.AtDy(to)]);
                places[@case.AtPlace(to)] = @case.PlaceOf(to, first);
            });
            for (int threads = 1; threads <= 3; threads++)
            {
                Recorder<T> result = @case.Result<T>(), only = @case.Result<T>(), dx = @case.Gradient<T>();
                TPlace[] place = @case.Places<TPlace>();
                TeamProgram.Run(threads, @case.Batch, worker =>
                {
                    Recorder<T> own = result, other = only;
                    Pooling.Max<V, S, T, TPlace, Recorder<T>>(worker, @case.Shape, ref x[0], ref place[0], ref own);
                    Pooling.Max<V, S, T, Recorder<T>>(worker, @case.Shape, ref x[0], ref other);
                });
                Check<T>(expected, result, $"y, {threads} workers");
                Check<T>(expected, only, $"y without places, {threads} workers");
                Numbers.AssertEqual(places, place, $"places, {threads} workers");
                TeamProgram.Run(threads, @case.Batch, worker =>
                {
                    Recorder<T> own = dx;
                    Pooling.MaxGradient<V, S, T, TPlace, Recorder<T>>(worker, @case.Shape, ref dy[0], ref place[0], ref own);
                });
                Check<T>(gradient, dx, $"dx, {threads} workers");
            }
        }
    }

    private readonly struct MeanTest(PoolCase test) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            PoolCase @case = test;
            T[] x = @case.X<T>(), dy = @case.Dy<T>();
            double[] expected = new double[@case.Result<T>().Values.Length], gradient = new double[@case.Gradient<T>().Values.Length];
            @case.ForEachWindow((to, positions) =>
            {
                foreach ((int H, int W) p in positions)
                {
                    expected[@case.InResult(to)] += double.CreateChecked(x[@case.AtX(to.N, p, to.C)]);
                    gradient[@case.InGradient(to.N, p, to.C)] += double.CreateChecked(dy[@case.AtDy(to)]);
                }
            });

            // The sums are exact; only the last product rounds, the same way in every width.
            T scale = T.CreateChecked(1.0 / (@case.Shape.KernelHeight * @case.Shape.KernelWidth));
            expected = Array.ConvertAll(expected, sum => double.CreateChecked(T.CreateChecked(sum) * scale));
            gradient = Array.ConvertAll(gradient, sum => double.CreateChecked(T.CreateChecked(sum) * scale));
            for (int threads = 1; threads <= 3; threads++)
            {
                Recorder<T> result = @case.Result<T>(), dx = @case.Gradient<T>();
                TeamProgram.Run(threads, @case.Batch, worker =>
                {
                    Recorder<T> own = result;
                    Pooling.Average<V, S, T, Recorder<T>>(worker, @case.Shape, ref x[0], ref own);
                    own = dx;
                    Pooling.AverageGradient<V, S, T, Recorder<T>>(worker, @case.Shape, ref dy[0], ref own);
                });
                Check<T>(expected, result, $"y, {threads} workers");
                Check<T>(gradient, dx, $"dx, {threads} workers");
            }
        }
    }

    private static void Check<T>(double[] expected, Recorder<T> actual, string what)
        where T : unmanaged, INumber<T>
    {
        Numbers.AssertEqual<T>(expected, actual.Values, what);
        Assert.All(actual.Visits, visits => Assert.Equal(1, visits));
    }
}
