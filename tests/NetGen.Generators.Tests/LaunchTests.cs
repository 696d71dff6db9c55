namespace NetGen.Generators.Tests;

/// <summary>What a launch depends on beside memory: a GPU kernel's arguments follow from it.</summary>
public sealed class LaunchTests
{
    private const string Source = """
        using NetGen;
        [Network, TokenInput(5, 7), CrossEntropyLoss]
        public partial class Net { [Embedding(4), CausalSelfAttention(2, Dropout = 0.5f), Linear(5)] public partial Layer Body { get; } }
        """;

    [Fact]
    public void A_launch_depends_on_the_lengths_of_what_it_touches_and_averages_over()
    {
        LoweredProgram program = Lowered();
        Assert.Equal([0], program.All.Single(launch => launch is OpaqueLaunch { Kernel: GatherKernel }).Lengths);
        Assert.All(program.All.OfType<SumLaunch>(), launch => Assert.Empty(launch.Lengths));

        // The mean of the loss reads sums over all rows, and has their number from its formula alone.
        Launch mean = program.All.Single(launch => launch.Accesses.Any(access => access.Writes && access.Buffer == program.LossValue));
        Assert.DoesNotContain(mean.Accesses, access => access.Buffer.Layout.Length >= 0);
        Assert.Equal([0], mean.Lengths);
    }

    [Fact]
    public void Only_what_draws_numbers_is_random() =>
        Assert.All(Lowered().All, launch => Assert.Equal(launch is OpaqueLaunch { Kernel: AttentionKernel }, launch.IsRandom));

    private static LoweredProgram Lowered()
    {
        ShapedNetwork shaped = ShapeInference.Run(Harness.Parse(Source).Model!, [])!;
        NetworkGraph graph = Simplify.Run(Autodiff.Run(GraphBuilder.Build(shaped, Mode.Training)));
        return ProgramLowering.Run(
            graph, Fusion.Run(graph), ParameterBlock.Of(shaped).OffsetOf, new IlgpuSchedule(sizeof(float)), sizeof(float));
    }
}
