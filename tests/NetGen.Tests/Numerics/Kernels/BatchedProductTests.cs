using System.Numerics;
using NetGen.Numerics;
using NetGen.Runtime;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Numerics.Kernels;

public class BatchedProductTests
{
    public static TheoryData<string, string> All => Widths.With(["neither", "left", "right", "both"]);

    [Theory]
    [MemberData(nameof(All))]
    public void EqualsTheSumOfProducts(string width, string transposed)
    {
        foreach ((int batch, int rows, int columns, int depth, double scale) in new[]
            {
                (3, 5, 37, 9, 1.0), (1, 1, 1, 1, 0.25), (2, 70, 131, 3, 0.5), (2, 130, 16, 40, -2),
                (4, 3, 65, 1, 1), (2, 3, 4, 0, 2), (0, 2, 2, 2, 1),
            })
        {
            ProductShape shape = new()
            {
                Rows = rows,
                Columns = columns,
                Depth = depth,
                TransposeA = transposed is "left" or "both",
                TransposeB = transposed is "right" or "both",
                Scale = scale,
            };
            Widths.Run(width, new ProductTest(batch, shape));
        }
    }

    private readonly struct ProductTest(int batch, ProductShape shape) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ProductShape s = shape;
            T[] a = Numbers.Whole<T>(batch * s.Rows * s.Depth, seed: 9);
            T[] b = Numbers.Whole<T>(batch * s.Depth * s.Columns, seed: 10);
            var expected = new double[batch * s.Rows * s.Columns];
            for (int i = 0; i < expected.Length; i++)
            {
                int n = i / (s.Rows * s.Columns), r = i / s.Columns % s.Rows, c = i % s.Columns;
                for (int k = 0; k < s.Depth; k++)
                {
                    T left = a[(n * s.Rows * s.Depth) + (s.TransposeA ? (k * s.Rows) + r : (r * s.Depth) + k)];
                    T right = b[(n * s.Depth * s.Columns) + (s.TransposeB ? (c * s.Depth) + k : (k * s.Columns) + c)];
                    expected[i] += s.Scale * double.CreateChecked(left * right);
                }
            }

            int length = KernelSizes.ProductScratch(s.Rows, s.Columns, s.Depth);
            for (int threads = 1; threads <= 3; threads++)
            {
                T[] y = Numbers.Untouched<T>(expected.Length + 3);
                TeamProgram.Run(threads, batch, worker =>
                {
                    var scratch = new AlignedBuffer<T>(length);
                    scratch.Span.Fill(T.NaN);
                    scratch.At(length) = T.One;
                    BatchedProduct.Run<V, S, T>(worker, s, ref a[0], ref b[0], ref y[0], ref scratch[0]);
                    Assert.Equal(T.One, scratch.At(length));
                });
                Numbers.AssertEqual<T>(expected, y.AsSpan(0, expected.Length), $"{threads} workers");
                Assert.Equal(Numbers.Untouched<T>(3), y.AsSpan(expected.Length).ToArray());
            }
        }
    }
}
