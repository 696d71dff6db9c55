using System.Numerics;
using NetGen.Numerics;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Numerics.Kernels;

public class MatrixVectorTests
{
    public static TheoryData<string> AllWidths => [.. Widths.Names];

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void EqualsTheSumsOfProducts(string width)
    {
        foreach ((int depth, int columns) in new[] { (1, 1), (3, 5), (4, 64), (37, 70), (130, 1100), (33, 2), (66, 515) })
        {
            Widths.Run(width, new Test(depth, columns, ColumnsAdjacent: true));
            Widths.Run(width, new Test(depth, columns, ColumnsAdjacent: false));
        }
    }

    private readonly record struct Test(int Depth, int Columns, bool ColumnsAdjacent) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            const int Origin = 3;
            int columns = Columns;
            PackShape shape = ColumnsAdjacent
                ? new() { Origin = Origin, RunCount = Depth, RunStep = Columns, Columns = Columns, ColumnStep = 1 }
                : new() { Origin = Origin, RunCount = Depth, RunStep = 1, Columns = Columns, ColumnStep = Depth };
            T[] x = Numbers.Whole<T>(Depth, seed: 1), weights = Numbers.Whole<T>(Origin + (Depth * Columns), seed: 2);
            var expected = new double[Columns];
            for (int c = 0; c < Columns; c++)
            {
                for (int k = 0; k < Depth; k++)
                {
                    expected[c] += double.CreateChecked(x[k])
                        * double.CreateChecked(weights[Origin + (k * shape.RunStep) + (c * shape.ColumnStep)]);
                }
            }

            for (int threads = 1; threads <= 3; threads++)
            {
                var actual = new Recorder<T>(1, 1, columns, 1);
                TeamProgram.Run(threads, 1, worker =>
                {
                    Recorder<T> own = actual;
                    MatrixVector.Run<V, S, T, Recorder<T>>(worker, shape, ref x[0], ref weights[0], ref own);
                });
                Numbers.AssertEqual<T>(expected, actual.Values, $"{this}, {threads} workers");
                Assert.All(actual.Visits, visits => Assert.Equal(1, visits));
            }
        }
    }
}
