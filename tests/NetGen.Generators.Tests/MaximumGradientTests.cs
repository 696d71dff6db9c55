namespace NetGen.Generators.Tests;

/// <summary>A convolution of which only the maximum over all positions is read: where its gradient visits one position alone.</summary>
public sealed class MaximumGradientTests
{
    [Fact]
    public void Only_the_position_of_each_maximum_is_visited()
    {
        string backward = Backward(18, "A: Linear(4); B: Conv1d(9, Kernel = 3), Relu, MaxOver(Axis.Length), Linear(2)");
        Assert.Contains("MaximumGradient.Weights", backward, StringComparison.Ordinal);
        Assert.Contains("MaximumGradient.Inputs", backward, StringComparison.Ordinal);
        Assert.DoesNotContain("Pooling.MaxGradient", backward, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(17, "A: Conv1d(9, Kernel = 3), Relu, MaxOver(Axis.Length), Linear(2)")]
    [InlineData(18, "A: Conv1d(9, Kernel = 3), Gelu, MaxOver(Axis.Length), Linear(2)")]
    [InlineData(18, "A: Conv1d(9, Kernel = 3); B: MaxOver(Axis.Length); C: From(nameof(A)), MeanOver(Axis.Length), Add(nameof(B))")]
    [InlineData(36, "A: Conv1d(9, Kernel = 3), Relu, MaxPool1d(17), MeanOver(Axis.Length)")]
    public void All_positions_are_where_these_are_few_or_others_have_a_gradient(int positions, string stages) =>
        Assert.DoesNotContain("MaximumGradient", Backward(positions, stages), StringComparison.Ordinal);

    private static string Backward(int positions, string stages)
    {
        IEnumerable<string> members = stages.Split(';').Select(stage => stage.Split(':', 2))
            .Select(parts => $"[{parts[1].Trim()}] public partial Layer {parts[0].Trim()} {{ get; }}");
        GeneratorRun run = Harness.Run($$"""
            using NetGen;
            [Network, Input({{positions}}, 5), MseLoss]
            public partial class Net { {{string.Join(' ', members)}} }
            """);
        Assert.Empty(run.Diagnostics.Where(diagnostic => diagnostic.Id != "NG0013"));
        return run.Files["Net.Backward.g.cs"];
    }
}
