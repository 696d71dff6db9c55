using System.Numerics;
using NetGen.Numerics;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Numerics.Kernels;

public class PanelsTests
{
    private static readonly Dictionary<string, PackShape> Cases = new()
    {
        ["weights of a matrix product"] = new()
        {
            OuterCount = 1, InnerCount = 1, RunCount = 37, RunStep = 1, Columns = 70, ColumnStep = 37,
        },
        ["the same, transposed"] = new() { OuterCount = 1, InnerCount = 1, RunCount = 21, RunStep = 39, Columns = 39, ColumnStep = 1 },
        ["weights of a convolution in groups"] = new()
        {
            OuterCount = 3, OuterStep = 3, InnerCount = 3, InnerStep = 1,
            RunCount = 5, RunStep = 9, Columns = 18, ColumnStep = 45, Groups = 2, GroupStep = 18 * 45,
        },
        ["flipped weights"] = new()
        {
            Origin = 8, OuterCount = 3, OuterStep = -3, InnerCount = 3, InnerStep = -1,
            RunCount = 20, RunStep = 36, Columns = 4, ColumnStep = 9,
        },
        ["one column"] = new()
        {
            OuterCount = 1, InnerCount = 2, InnerStep = 3, RunCount = 3, RunStep = 1,
            Columns = 1, ColumnStep = 1, Groups = 4, GroupStep = 6,
        },
        ["no rows"] = new() { OuterCount = 1, InnerCount = 0, RunCount = 3, RunStep = 1, Columns = 5, ColumnStep = 3 },
    };

    public static TheoryData<string, string> All => Widths.With(Cases.Keys);

    [Theory]
    [MemberData(nameof(All))]
    public void LieAsTheKernelReadsThem(string width, string name) => Widths.Run(width, new Test(Cases[name]));

    private readonly struct Test(PackShape shape) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            PackShape packed = shape;
            T[] weights = Numbers.Whole<T>(4000, seed: 3);
            T[] expected = NaivePanels.Pack<V, T>(packed.Depth, packed.Columns, packed.Groups, (g, k, column) =>
            {
                int i = k / (packed.InnerCount * packed.RunCount);
                int j = k / packed.RunCount % packed.InnerCount;
                return weights[packed.Origin + (g * packed.GroupStep) + (i * packed.OuterStep) + (j * packed.InnerStep)
                    + (k % packed.RunCount * packed.RunStep) + (column * packed.ColumnStep)];
            });
            int length = expected.Length - Numbers.Spare;
            Assert.InRange(length, 0, KernelSizes.Panels(packed.Groups, packed.Depth, packed.Columns));
            Numbers.Untouched<T>(Numbers.Spare).CopyTo(expected.AsSpan(length));
            for (int threads = 1; threads <= 3; threads++)
            {
                T[] actual = Numbers.Untouched<T>(expected.Length);
                TeamProgram.Run(threads, 1, worker => Panels.Pack<V, T>(worker, packed, ref weights[0], ref actual[0]));
                Assert.Equal(expected, actual);
            }
        }
    }
}
