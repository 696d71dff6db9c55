namespace NetGen.Generators.Tests;

/// <summary>Kernels that read other samples than a worker's own: InfoNceLoss.</summary>
public sealed class BatchPairTests
{
    private const string Source = """
        using NetGen;
        [Network, Input(2, 8, 8), InfoNceLoss("A", "B", Symmetric = true)]
        public partial class Net
        {
            [Conv2d(4), Relu, Conv2d(6), GlobalAvgPool2d] public partial Layer A { get; }
            [From("input"), Conv2d(4), Relu, Conv2d(6), GlobalAvgPool2d] public partial Layer B { get; }
        }
        """;

    /// <summary>Samples run in chunks before and behind them, but other workers' samples must be whole.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Samples_of_others_are_read_outside_of_chunks_and_behind_a_barrier(bool trains)
    {
        Launch[] launches = [.. Lowered(trains).Sections.SelectMany(section => section)];
        int[] places = [.. Enumerable.Range(0, launches.Length).Where(i => launches[i] is OpaqueLaunch)];

        Assert.Equal(trains ? 6 : 2, places.Length);
        Assert.Contains(launches, launch => launch is ChunkedLaunch);
        Assert.All(places, place => Assert.All(((OpaqueLaunch)launches[place]).Views.Where(view => view.Operand.IsOfAll), view =>
        {
            int written = Array.FindLastIndex(launches, place - 1, launch =>
                launch.Accesses.Any(access => access.Writes && access.Buffer == view.Buffer.Root));
            Assert.Contains(launches[written..place], launch => launch is BarrierLaunch { OnlyShared: false });
        }));
    }

    private static LoweredProgram Lowered(bool trains)
    {
        ShapedNetwork shaped = ShapeInference.Run(Harness.Parse(Source).Model!, [])!;
        NetworkGraph graph = Borders.Run(Simplify.Run(trains
            ? Autodiff.Run(GraphBuilder.Build(shaped, Mode.Training))
            : GraphBuilder.Build(shaped, Mode.Inference).Graph));
        LoweredProgram program = ProgramLowering.Run(
            graph, Fusion.Run(graph), ParameterBlock.Of(shaped).OffsetOf, new CpuSchedule(graph), sizeof(float));
        return Barriers.Run(MemoryPlan.Run(ArrayPlaces.Run(SampleChunks.Run(Rolling.Run(Lifetimes.Run(EarlyUpdates.Run(program)))))));
    }
}
