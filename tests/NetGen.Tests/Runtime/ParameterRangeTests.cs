using NetGen.Numerics;
using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Runtime;

public sealed class ParameterRangeTests
{
    [Fact]
    public void A_block_is_repeated_with_numbers_in_its_names()
    {
        ParameterRange[] ranges = ParameterRange.Repeat(
            3, 100,
            new("Block.#.weight", 5, true, ParameterStart.HeNormal, 2, 3, new Shape(4)),
            new("Block.#.bias#", 9, true, ParameterStart.Zero, 0, 0, new Shape(2)));
        Assert.Equal(
            [
                ("Block.0.weight", 5), ("Block.0.bias0", 9), ("Block.1.weight", 105),
                ("Block.1.bias1", 109), ("Block.2.weight", 205), ("Block.2.bias2", 209),
            ],
            ranges.Select(range => (range.Name, range.Offset)));
        Assert.All(ranges, (range, i) => Assert.Equal(
            (i % 2 == 0 ? ParameterStart.HeNormal : ParameterStart.Zero, i % 2 == 0 ? 4 : 2),
            (range.Start, range.Shape.Size)));
    }

    [Fact]
    public void Repeated_blocks_start_differently_and_lie_apart()
    {
        ParameterRange range = new("b#", 0, true, ParameterStart.Normal, 0, 0, new Shape(16));
        ParameterStore<float> store = new(32, 32, ParameterRange.Repeat(2, 16, range), seed: 1);
        store.Parameters[0].Span.Fill(7);
        Assert.DoesNotContain(7f, store.Parameters[1].Span.ToArray());
        Assert.Equal(32, store.ParameterCount);
    }

    [Fact]
    public void Tables_are_those_of_their_kernels()
    {
        ParameterStore<double> store = new(
            48, 0,
            [
                new("p", 0, false, ParameterStart.Sinusoidal, 0, 0, new Shape(3, 8)),
                new("r", 24, false, ParameterStart.Rotary, 0, 0, new Shape(6, 4)),
            ],
            seed: 3);
        double[] positions = new double[24], rotations = new double[24];
        Positions.FillSinusoidal<double>(positions, 3, 8);
        Rotary.Fill<double>(rotations, 6, 4);
        Assert.Equal(positions, store.Parameters[0].AsSpan<double>().ToArray());
        Assert.Equal(rotations, store.Parameters[1].AsSpan<double>().ToArray());
        Assert.Equal(0, store.ParameterCount);
    }

    [Fact]
    public void The_start_of_GPT_2_has_a_deviation_of_a_fiftieth()
    {
        ParameterRange range = new("w", 0, true, ParameterStart.Normal, 7, 9, new Shape(40_000)) { Scale = 0.02 };
        ParameterStore<double> store = new(40_000, 40_000, [range], seed: 3);
        double[] values = store.Parameters[0].AsSpan<double>().ToArray();
        Assert.InRange(values.Average(), -5e-4, 5e-4);
        Assert.InRange(Math.Sqrt(values.Average(value => value * value)), 0.0195, 0.0205);
    }
}
