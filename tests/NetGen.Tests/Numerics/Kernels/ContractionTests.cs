using System.Numerics;
using NetGen.Numerics;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Numerics.Kernels;

public class ContractionTests
{
    private static readonly Dictionary<string, ContractionCase> Cases = new()
    {
        ["convolution 3x3 with halo"] = new(3, 5, new ContractionShape
        {
            Lines = 5, Pixels = 6, ASample = 7 * 8 * 3, ALine = 24, OuterCount = 1, InnerCount = 3, InnerStep = 24, Run = 9, Columns = 5,
        }),
        ["groups"] = new(6, 3, new ContractionShape
        {
            Lines = 4, Pixels = 3, ASample = 6 * 5 * 6, ALine = 30, OuterCount = 3, OuterStep = 30, InnerCount = 3, InnerStep = 6, Run = 3,
            Columns = 33, Groups = 2, AGroup = 3,
        }),
        ["stride 2 and dilation 2"] = new(4, 4, new ContractionShape
        {
            AOrigin = 7, Lines = 3, Pixels = 3, ASample = 9 * 9 * 2, ALine = 36,
            OuterCount = 3, OuterStep = 36, InnerCount = 3, InnerStep = 4, Run = 2, Columns = 16,
        }),
        ["negative steps, every second result"] = new(5, 2, new ContractionShape
        {
            AOrigin = 2 * 95 + 10, Lines = 3, Pixels = 17, ASample = 600, ALine = 95,
            OuterCount = 2, OuterStep = -95, InnerCount = 2, InnerStep = -5, Run = 5,
            Columns = 40, YOrigin = 1, YStep = 2, XOrigin = 1, XStep = 2,
        }),
        ["matrix product"] = new(40, 31, new ContractionShape { Pixels = 1, OuterCount = 1, InnerCount = 1, Run = 40, Columns = 70 }),
        ["rows at multiples of a page"] = new(1024, 3, new ContractionShape { AOrigin = 2, Pixels = 9, Run = 530, Columns = 170 }),
        ["rows at multiples of a page in several blocks"] = new(
            1024, 4, new ContractionShape { AOrigin = 2, Pixels = 53, Run = 1100, Columns = 40 }),
        ["rows of a page, few columns"] = new(1024, 1, new ContractionShape { Pixels = 1, Run = 1024, Columns = 9 }),
        ["so deep that the sums grow in blocks"] = new(5, 1, new ContractionShape { AOrigin = 1, Pixels = 215, Run = 1030, Columns = 19 }),
        ["so many columns that the panels come in blocks"] = new(3, 1, new ContractionShape { Pixels = 57, Run = 1030, Columns = 290 }),
        ["B where it lies"] = new(6, 3, new ContractionShape { Pixels = 5, Run = 19, Columns = 45, BStep = 45 }),
        ["B where it lies, few rows"] = new(1024, 1, new ContractionShape { Pixels = 2, Run = 30, Columns = 5, BStep = 5 }),
        ["so large a B that its panels are copied"] = new(
            5, 1, new ContractionShape { Pixels = 57, Run = 760, Columns = 185, BStep = 185 }),
        ["B with rows of a page"] = new(5, 3, new ContractionShape { Pixels = 15, Run = 20, Columns = 70, BStep = 1024 }),
        ["so large a B, rows at multiples of a page"] = new(
            1024, 1, new ContractionShape { Pixels = 15, Run = 1024, Columns = 138, BStep = 138 }),
        ["convolution 1x1 as rows"] = new(
            5, 3, new ContractionShape { AOrigin = 2, Pixels = 35, OuterCount = 1, InnerCount = 1, Run = 5, Columns = 17 }),
        ["rows in groups"] = new(
            6, 3, new ContractionShape { Pixels = 4, OuterCount = 1, InnerCount = 1, Run = 2, Columns = 3, Groups = 3, AGroup = 2 }),
        ["no products"] = new(5, 2, new ContractionShape { Lines = 2, Pixels = 3, InnerCount = 1, Run = 5, Columns = 9 }),
        ["one of everything"] = new(
            1, 1, new ContractionShape { Lines = 1, Pixels = 1, OuterCount = 1, InnerCount = 1, Run = 1, Columns = 1 }),
        ["fewer samples than workers"] = new(
            3, 2, new ContractionShape { Lines = 1, Pixels = 30, ASample = 90, OuterCount = 1, InnerCount = 1, Run = 3, Columns = 64 }),
    };

    public static TheoryData<string, string> All => Widths.With(Cases.Keys);

    public static TheoryData<string> AllWidths => [.. Widths.Names];

    [Theory]
    [MemberData(nameof(All))]
    public void EqualsTheSumsOfProducts(string width, string name) => Widths.Run(width, new Test(Cases[name]));

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void EveryNumberOfPixelsIsCutIntoTiles(string width)
    {
        for (int pixels = 1; pixels <= 30; pixels++)
        {
            Widths.Run(width, new Test(new ContractionCase(3, 1, new ContractionShape
            {
                Lines = 1, Pixels = pixels, OuterCount = 1, InnerCount = 1, Run = 3, Columns = (pixels % 3 * 16) + 1,
            })));
        }
    }

    /// <summary>Whether others take part depends on whether they are awake: the results must not.</summary>
    [Theory]
    [MemberData(nameof(AllWidths))]
    public void ASampleHasTheSameBitsHoweverItIsSplit(string width)
    {
        // By columns or by rows; a single row each; sums in blocks for all rows, but not for a worker's own.
        foreach ((int rows, int depth, int columns) in new[]
            { (60, 40, 300), (33, 700, 20), (8, 300, 5), (2, 130, 70), (60, 1030, 40), (60, 2100, 9) })
        {
            Widths.Run(width, new BitsTest(rows, depth, columns));
        }
    }

    private readonly struct BitsTest(int rows, int depth, int columns) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ContractionShape shape = new() { Pixels = rows, Run = depth, Columns = columns };
            Random random = new(rows);
            T[] a = [.. Enumerable.Range(0, (rows * 3) + depth + Numbers.Spare).Select(_ => T.CreateChecked(random.NextDouble() - 0.5))];
            T[] panels = NaivePanels.Pack<V, T>(depth, columns, 1, (_, _, _) => T.CreateChecked(random.NextDouble() - 0.5));
            T[]? alone = null;
            foreach (int threads in new[] { 1, 2, 3, 4, 7, 16 })
            {
                var result = new Recorder<T>(1, rows, columns, 1);
                TeamProgram.Run(threads, 1, worker =>
                {
                    Recorder<T> own = result;
                    Contraction.Run<V, S, T, Stride3, Recorder<T>>(worker, shape, ref a[0], ref panels[0], ref own);
                });
                Assert.All(result.Visits, visits => Assert.Equal(1, visits));
                alone ??= result.Values;
                Assert.Equal(alone, result.Values);
            }
        }
    }

    private sealed record ContractionCase(int Stride, int Batch, ContractionShape Shape);

    private readonly struct Test(ContractionCase test) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            switch (test.Stride)
            {
                case 1: Check<V, S, T, Stride1>(); break;
                case 3: Check<V, S, T, Stride3>(); break;
                case 4: Check<V, S, T, Stride4>(); break;
                case 5: Check<V, S, T, Stride5>(); break;
                case 6: Check<V, S, T, Stride6>(); break;
                case 40: Check<V, S, T, Stride40>(); break;
                case 1024: Check<V, S, T, Stride1024>(); break;
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
            int channels = shape.Groups * shape.Columns;
            T[] a = Numbers.Whole<T>(Math.Max(5000, (test.Batch * shape.Pixels * TStride.Value) + shape.Run), seed: 1);
            T[] b = Numbers.Whole<T>(shape.Groups * shape.Depth * shape.Columns, seed: 2);
            T[] panels = shape.BStep > 0
                ? Spread(shape, b)
                : NaivePanels.Pack<V, T>(
                    shape.Depth, shape.Columns, shape.Groups, (g, k, c) => b[(((g * shape.Depth) + k) * shape.Columns) + c]);
            int lines = Math.Max(1, shape.YOrigin + (shape.Lines * shape.YStep));
            int pixels = shape.Lines == 0 ? test.Batch * shape.Pixels : shape.XOrigin + (shape.Pixels * shape.XStep);
            int samples = shape.Lines == 0 ? 1 : test.Batch;
            var expected = new Recorder<double>(lines, pixels, channels, samples);
            Naive(shape, TStride.Value, test.Batch, a, b, ref expected);
            for (int threads = 1; threads <= 3; threads++)
            {
                var actual = new Recorder<T>(lines, pixels, channels, samples);
                TeamProgram.Run(threads, test.Batch, worker =>
                {
                    Recorder<T> own = actual;
                    Contraction.Run<V, S, T, TStride, Recorder<T>>(worker, shape, ref a[0], ref panels[0], ref own);
                });
                Numbers.AssertEqual<T>(expected.Values, actual.Values, $"{threads} workers");
                Assert.Equal(expected.Visits, actual.Visits);
            }
        }

        /// <summary>The rows of B as far apart as the shape says.</summary>
        private static T[] Spread<T>(in ContractionShape shape, T[] b)
            where T : INumber<T>
        {
            T[] rows = Numbers.Whole<T>(shape.Depth * shape.BStep, seed: 3);
            for (int k = 0; k < shape.Depth; k++)
            {
                Array.Copy(b, k * shape.Columns, rows, k * shape.BStep, shape.Columns);
            }

            return rows;
        }

        private static void Naive<T>(in ContractionShape shape, int stride, int batch, T[] a, T[] b, ref Recorder<double> result)
            where T : INumber<T>
        {
            bool rows = shape.Lines == 0;
            for (int n = 0; n < batch; n++)
            {
                for (int l = 0; l < (rows ? 1 : shape.Lines); l++)
                {
                    result.MoveTo(rows ? 0 : n, shape.YOrigin + (l * shape.YStep));
                    for (int p = 0; p < shape.Pixels; p++)
                    {
                        int x = rows ? (n * shape.Pixels) + p : p;
                        int from = shape.AOrigin + (x * stride) + (rows ? 0 : (n * shape.ASample) + (l * shape.ALine));
                        for (int channel = 0; channel < shape.Groups * shape.Columns; channel++)
                        {
                            int g = channel / shape.Columns;
                            double sum = Sum(shape, a, from + (g * shape.AGroup), b, g, channel % shape.Columns);
                            result.At(new D1(sum), shape.XOrigin + (x * shape.XStep), channel);
                        }
                    }
                }
            }
        }

        private static double Sum<T>(in ContractionShape shape, T[] a, int from, T[] b, int g, int column)
            where T : INumber<T>
        {
            double sum = 0;
            int depth = 0;
            for (int i = 0; i < shape.OuterCount; i++)
            {
                for (int j = 0; j < shape.InnerCount; j++)
                {
                    for (int k = 0; k < shape.Run; k++, depth++)
                    {
                        sum += double.CreateChecked(a[from + (i * shape.OuterStep) + (j * shape.InnerStep) + k])
                            * double.CreateChecked(b[(((g * shape.Depth) + depth) * shape.Columns) + column]);
                    }
                }
            }

            return sum;
        }
    }
}
