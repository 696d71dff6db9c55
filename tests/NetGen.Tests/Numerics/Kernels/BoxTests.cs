using System.Numerics;
using NetGen.Numerics;
using NetGen.Runtime;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Numerics.Kernels;

/// <summary>Kernels read and write boxes of other memory as they do what lies by itself, and touch nothing around them.</summary>
public class BoxTests
{
    private const int Batch = 3, Rows = 5, Columns = 37, Depth = 9, Vocabulary = 4;

    public static TheoryData<string> AllWidths => [.. Widths.Names];

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void OfFactorsAndProducts(string width) => Widths.Run(width, default(ProductTest));

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void OfRowsOfATable(string width) => Widths.Run(width, default(EmbeddingTest));

    /// <summary>Rows that lie behind an origin, with gaps between rows and between samples.</summary>
    private static RowsShape Gaps(int rows, int width) => new(7, (rows * (width + 3)) + 11, width + 3);

    /// <summary>A dense operand in a box of memory that nobody has touched.</summary>
    private static T[] InBox<T>(T[] dense, int rows, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RowsShape gaps = Gaps(rows, width);
        T[] memory = Numbers.Untouched<T>(gaps.Origin + (Batch * gaps.Sample) + 64);
        for (int i = 0; i < Batch * rows * width; i++)
        {
            (int row, int column) = Math.DivRem(i, width);
            memory[gaps.Origin + (row / rows * gaps.Sample) + (row % rows * gaps.Row) + column] = dense[i];
        }

        return memory;
    }

    private readonly struct ProductTest : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach ((bool transposeA, bool transposeB) in new[] { (false, false), (true, false), (false, true), (true, true) })
            {
                (int aRows, int aWidth) = transposeA ? (Depth, Rows) : (Rows, Depth);
                (int bRows, int bWidth) = transposeB ? (Columns, Depth) : (Depth, Columns);
                T[] a = Numbers.Whole<T>(Batch * Rows * Depth, seed: 1), b = Numbers.Whole<T>(Batch * Depth * Columns, seed: 2);
                ProductShape dense = new()
                {
                    Rows = Rows, Columns = Columns, Depth = Depth, TransposeA = transposeA, TransposeB = transposeB,
                };
                T[] expected = new T[Batch * Rows * Columns];
                Multiply(dense, a, b, expected);
                T[] y = Numbers.Untouched<T>(InBox(expected, Rows, Columns).Length);
                ProductShape boxes = dense with { A = Gaps(aRows, aWidth), B = Gaps(bRows, bWidth), Y = Gaps(Rows, Columns) };
                Multiply(boxes, InBox(a, aRows, aWidth), InBox(b, bRows, bWidth), y);
                Assert.Equal(InBox(expected, Rows, Columns), y);
            }

            static void Multiply(ProductShape shape, T[] a, T[] b, T[] y) => TeamProgram.Run(2, Batch, worker =>
            {
                var scratch = new AlignedBuffer<T>(KernelSizes.ProductScratch(Rows, Columns, Depth));
                BatchedProduct.Run<V, S, T>(worker, shape, ref a[0], ref b[0], ref y[0], ref scratch[0]);
            });
        }
    }

    private readonly struct EmbeddingTest : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            int[] tokens = [.. Enumerable.Range(0, Batch * Rows).Select(i => i * i % Vocabulary)];
            T[] table = Numbers.Whole<T>(Vocabulary * Columns, seed: 3), dy = Numbers.Whole<T>(Batch * Rows * Columns, seed: 4);
            T[] boxed = InBox(dy, Rows, Columns);
            RowsShape gaps = Gaps(Rows, Columns);

            T[] dense = new T[Batch * Rows * Columns], output = Numbers.Untouched<T>(boxed.Length);
            TeamProgram.Run(2, Batch, worker =>
            {
                Embedding.Gather<V, S, T>(worker, Rows, Columns, ref tokens[0], ref table[0], ref dense[0]);
                Embedding.Gather<V, S, T>(worker, Rows, Columns, ref tokens[0], ref table[0], ref output[0], gaps);
            });
            Assert.Equal(InBox(dense, Rows, Columns), output);

            T[] expected = new T[Vocabulary * Columns], gradient = new T[Vocabulary * Columns];
            TeamProgram.Run(2, Batch, worker =>
            {
                Embedding.AddGradient<V, S, T>(
                    worker, Batch, Rows, Vocabulary, Columns, ref tokens[0], ref dy[0], ref expected[0], accumulate: false);
                Embedding.AddGradient<V, S, T>(
                    worker, Batch, Rows, Vocabulary, Columns, ref tokens[0], ref boxed[0], ref gradient[0], accumulate: false, gaps);
            });
            Assert.Equal(expected, gradient);

            T[] expectedSums = new T[Rows * Columns], sums = new T[Rows * Columns];
            TeamProgram.Run(2, Batch, worker =>
            {
                Embedding.SumOverSamples<V, S, T>(worker, Batch, Rows, Rows, Columns, ref dy[0], ref expectedSums[0]);
                Embedding.SumOverSamples<V, S, T>(worker, Batch, Rows, Rows, Columns, ref boxed[0], ref sums[0], false, gaps);
            });
            Assert.Equal(expectedSums, sums);
        }
    }
}
