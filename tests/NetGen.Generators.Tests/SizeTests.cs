namespace NetGen.Generators.Tests;

/// <summary>Sizes that no number of the compiler holds are errors, never numbers that wrapped.</summary>
public sealed class SizeTests
{
    [Fact]
    public void A_sample_whose_memory_cannot_be_counted_is_an_error_on_the_class()
    {
        GeneratorRun run = Harness.Run("""
            using NetGen;
            [Network, Input(16, 4096, 4096), MseLoss]
            public partial class Huge
            {
                [Conv2d(16, Kernel = 1)] public partial Layer A { get; }
                [Conv2d(16, Kernel = 1)] public partial Layer B { get; }
                [Conv2d(16, Kernel = 1)] public partial Layer C { get; }
                [Conv2d(16, Kernel = 1)] public partial Layer D { get; }
                [Conv2d(16, Kernel = 1), Add(nameof(A), nameof(B), nameof(C))] public partial Layer E { get; }
                [Conv2d(16, Kernel = 1), Add(nameof(A), nameof(B), nameof(C), nameof(D))] public partial Layer F { get; }
                [Conv2d(16, Kernel = 1), Add(nameof(E)), GlobalAvgPool2d, Linear(1)] public partial Layer G { get; }
            }
            """);

        Assert.Equal(["NG0010"], run.Ids);
        Assert.Contains("Huge", run.Diagnostics[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>Sequences may be shorter at run time, but for those whose number of positions an operation fixes.</summary>
    [Fact]
    public void What_is_joined_with_a_fixed_length_has_it_too()
    {
        GeneratorRun run = Harness.Run("""
            using NetGen;
            [Network, Input(6, 2, Name = "Long"), Input(3, 1, Name = "Short"), MseLoss]
            public partial class Joined
            {
                [From("Long"), AvgPool1d(2, Stride = 2), Glu] public partial Layer Pooled { get; }
                [From("Short"), Multiply(nameof(Pooled)), Concat("Short")] public partial Layer Both { get; }
            }
            """);

        Assert.Empty(run.Problems);
        Assert.DoesNotContain("Lengths = [", run.Files["Joined.Inference.Memory.g.cs"], StringComparison.Ordinal);
    }
}
