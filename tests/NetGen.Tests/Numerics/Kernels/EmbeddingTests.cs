using System.Numerics;
using NetGen.Numerics;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Numerics.Kernels;

public class EmbeddingTests
{
    public static TheoryData<string> AllWidths => [.. Widths.Names];

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void RowsAreLookedUp(string width) => ForAllSizes(width, (b, r, v, w) => new GatherTest(b, r, v, w));

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void GradientsOfATokenAddUp(string width) => ForAllSizes(width, (b, r, v, w) => new GradientTest(b * r, v, w));

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void GradientsOfSamplesAddUp(string width) => ForAllSizes(width, (b, r, v, w) => new SamplesTest(b, r, r + v - 1, w));

    private static void ForAllSizes(string width, Func<int, int, int, int, IWidthTest> test)
    {
        foreach ((int batch, int rows, int vocabulary, int columns) in new[]
            { (3, 5, 4, 37), (1, 1, 1, 1), (2, 30, 7, 64), (4, 3, 50, 16), (5, 2, 3, 100), (0, 4, 3, 20), (2, 0, 3, 20) })
        {
            Widths.Run(width, test(batch, rows, vocabulary, columns));
        }
    }

    private static int[] Tokens(int count, int vocabulary)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count + 1).Select(_ => random.Next(vocabulary))];
    }

    private readonly struct GatherTest(int batch, int rows, int vocabulary, int width) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (int b, int r, int v, int w) = (batch, rows, vocabulary, width);
            int[] tokens = Tokens(b * r, v);
            T[] table = Numbers.Whole<T>(v * w, seed: 1);
            for (int threads = 1; threads <= 3; threads++)
            {
                T[] output = Numbers.Untouched<T>((b * r * w) + 3);
                TeamProgram.Run(threads, b, worker => Embedding.Gather<V, S, T>(worker, r, w, ref tokens[0], ref table[0], ref output[0]));
                T[] expected =
                [
                    .. Enumerable.Range(0, b * r * w).Select(i => table[(tokens[i / w] * w) + (i % w)]),
                    .. Numbers.Untouched<T>(3),
                ];
                Assert.Equal(expected, output);
            }
        }
    }

    private readonly struct GradientTest(int rows, int vocabulary, int width) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (int r, int v, int w) = (rows, vocabulary, width);
            int[] tokens = Tokens(r, v);
            T[] dy = Numbers.Whole<T>(r * w, seed: 2);
            foreach (bool accumulate in new[] { false, true })
            {
                var expected = new double[v * w];
                Array.Fill(expected, accumulate ? 777_777 : 0);
                for (int i = 0; i < r * w; i++)
                {
                    expected[(tokens[i / w] * w) + (i % w)] += double.CreateChecked(dy[i]);
                }

                for (int threads = 1; threads <= 3; threads++)
                {
                    T[] gradient = Numbers.Untouched<T>((v * w) + 3);
                    TeamProgram.Run(
                        threads, 1,
                        worker => Embedding.AddGradient<V, S, T>(
                            worker, 1, r, v, w, ref tokens[0], ref dy[0], ref gradient[0], accumulate));
                    Numbers.AssertEqual<T>(expected, gradient.AsSpan(0, v * w), $"{threads} workers");
                    Assert.Equal(Numbers.Untouched<T>(3), gradient.AsSpan(v * w).ToArray());
                }
            }
        }
    }

    private readonly struct SamplesTest(int samples, int rows, int allRows, int width) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (int n, int r, int all, int w) = (samples, rows, allRows, width);
            T[] dy = Numbers.Whole<T>(n * r * w, seed: 3);
            var expected = new double[all * w];
            for (int i = 0; i < n * r * w; i++)
            {
                expected[i % (r * w)] += double.CreateChecked(dy[i]);
            }

            for (int threads = 1; threads <= 3; threads++)
            {
                T[] gradient = Numbers.Untouched<T>(expected.Length + 3);
                TeamProgram.Run(threads, n, worker => Embedding.SumOverSamples<V, S, T>(worker, n, r, all, w, ref dy[0], ref gradient[0]));
                Numbers.AssertEqual<T>(expected, gradient.AsSpan(0, expected.Length), $"{threads} workers");
                Assert.Equal(Numbers.Untouched<T>(3), gradient.AsSpan(expected.Length).ToArray());
            }
        }
    }
}
