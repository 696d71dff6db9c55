using System.Text.RegularExpressions;
using NetGen.Generators.Tests.Contracts;

namespace NetGen.Generators.Tests.Architectures;

/// <summary>What depth costs: generated code does not grow with it, and the compiler's work grows no faster than it.</summary>
[Collection(nameof(VectorWidth))]
public sealed partial class DepthTests
{
    private const int Shallow = 24, Deep = 96;
    private const double Depth = (double)Deep / Shallow;

    [Fact]
    public void The_code_of_a_large_decoder_can_be_read() =>
        Assert.InRange(Lines(CompiledArchitectures.TextOf("Gpt2")), 500, 6000);

    [Fact]
    public void A_decoder_of_24_layers_has_hardly_more_lines_than_one_of_2()
    {
        int shallow = Lines(Decoder(2)), deep = Lines(Decoder(Shallow));

        Assert.InRange(deep, 500, 1.3 * shallow);
    }

    /// <summary>Weights of the first width are packed at the beginning of a step, those of the second where they are needed.</summary>
    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    public void Another_depth_changes_numbers_only(int width)
    {
        Assert.Equal(Shape(Shallow), Shape(Deep));

        // The columns of the overview are as wide as their numbers, and memory is listed by its place.
        IEnumerable<string> Shape(int layers) =>
            Padding().Replace(Numbers().Replace(Decoder(layers, width), "#"), " ").Split('\n').Order(StringComparer.Ordinal);
    }

    /// <summary>What the compiler allocates is the same in each run, and next to all it does allocates.</summary>
    [Fact]
    public void Allocations_of_the_compiler_grow_with_the_depth()
    {
        NetworkModel shallow = Model(Shallow), deep = Model(Deep);
        Allocated(shallow);

        Assert.InRange(Allocated(deep), 0, 1.25 * Depth * Allocated(shallow));

        static double Allocated(NetworkModel model)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Compiler.Compile(model);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    /// <summary>
    /// Processor time, which other processes take no part of, and of some rounds the median: a round may meet a collection of garbage or
    /// methods that are translated anew.
    /// </summary>
    [Fact]
    public void Time_of_the_compiler_grows_with_the_depth()
    {
        const int Rounds = 9;
        NetworkModel shallow = Model(Shallow), deep = Model(Deep);

        // The first one of a process also pays for its own translation.
        Compiler.Compile(shallow);
        double[] ratios = [.. Enumerable.Range(0, Rounds).Select(_ => Seconds(deep) / Seconds(shallow)).Order()];

        Assert.InRange(ratios[Rounds / 2], 0, 1.5 * Depth);

        static double Seconds(NetworkModel model)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Compiler.Compile(model);
            return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }
    }

    private static int Lines(string text) => text.Split('\n').Length;

    private static string Source(int layers, int width) => Language.Gpt("Net", vocabulary: 100, length: 64, width, heads: 4, layers);

    private static string Decoder(int layers, int width = 16) => CompiledArchitectures.Generate("Net", Source(layers, width));

    private static NetworkModel Model(int layers) => Harness.Parse($"using NetGen;\n{Language.Blocks}\n{Source(layers, 16)}").Model!;

    [GeneratedRegex(@"[0-9][0-9,.]*")]
    private static partial Regex Numbers();

    [GeneratedRegex("[ ─]+")]
    private static partial Regex Padding();
}
