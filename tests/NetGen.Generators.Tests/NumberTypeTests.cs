namespace NetGen.Generators.Tests;

/// <summary>What values are in memory: places of maxima take a byte where their window is small, and the plan counts it so.</summary>
public sealed class NumberTypeTests
{
    [Theory]
    [InlineData(2, "byte")]
    [InlineData(15, "byte")]
    [InlineData(16, "float")]
    public void Places_of_maxima_are_bytes_where_those_of_the_window_fit_in(int kernel, string type)
    {
        GeneratorRun run = Harness.Run(IlgpuProject.References, Source(kernel));
        Assert.Empty(run.Diagnostics);
        Assert.Contains($"ref {type} StageMaxpool2d0Place => ref Activation", Memory(run), StringComparison.Ordinal);
        Assert.Contains($"Pooling.MaxGradient<V, S, float, {type}, ", run.Files["Net.Backward.g.cs"], StringComparison.Ordinal);
        Assert.Contains(
            $"ArrayView<{type}> StageMaxpool2d0Place", run.Files["Net.Ilgpu.Training.Memory.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(sizeof(float), 2, 1856)]
    [InlineData(sizeof(double), 2, 1856)]
    [InlineData(sizeof(float), 16, 16 * sizeof(float))]
    [InlineData(sizeof(double), 16, 16 * sizeof(double))]
    public void The_plan_counts_bytes(int realSize, int kernel, int expected)
    {
        LoweredProgram program = Planned(kernel, realSize);
        long BytesOf(string name) => program.Places.BytesOf(program.Buffers.Single(buffer => buffer.Name == name).Layout);
        Assert.Equal(expected, BytesOf("Stage.maxpool2d0 place"));
        Assert.Equal(8 * 16 * 16 * realSize, BytesOf("Stage.conv2d0 biased"));
    }

    [Fact]
    public void Places_are_not_among_the_values_looked_through_for_what_is_not_finite() =>
        Assert.DoesNotContain(" place\"", Memory(Harness.Run(Source(2))), StringComparison.Ordinal);

    [Fact]
    public void Places_are_read_as_places_only()
    {
        NetworkGraph graph = Training(2);
        ResultNode place = graph.Nodes.OfType<ResultNode>().Single();
        Verifier.Check(graph);
        Assert.Contains(" UInt8 = part of ", Printer.Print(graph), StringComparison.Ordinal);
        graph.Add(new MapNode("doubled", place.Shape with { Type = NumberType.Real }, new Expr.Input(0) * 2, place));
        Assert.Contains(
            "reads Stage.maxpool2d0 place as numbers",
            Assert.Throws<InvalidOperationException>(() => Verifier.Check(graph)).Message,
            StringComparison.Ordinal);
    }

    private static string Memory(GeneratorRun run) => run.Files["Net.Training.Memory.g.cs"];

    private static string Source(int kernel) => $$"""
        using NetGen;
        [Network, Input(1, 16, 16), MseLoss]
        public partial class Net
        {
            [Conv2d(8, Kernel = 3, Padding = 1), MaxPool2d({{kernel}}, Stride = 1), Flatten, Linear(2)]
            public partial Layer Stage { get; }
        }
        """;

    private static NetworkGraph Training(int kernel)
    {
        ShapedNetwork shaped = ShapeInference.Run(Harness.Parse(Source(kernel)).Model!, [])!;
        return Simplify.Run(Autodiff.Run(GraphBuilder.Build(shaped, Mode.Training)));
    }

    private static LoweredProgram Planned(int kernel, int realSize)
    {
        ShapedNetwork shaped = ShapeInference.Run(Harness.Parse(Source(kernel)).Model!, [])!;
        NetworkGraph graph = Training(kernel);
        LoweredProgram lowered = ProgramLowering.Run(
            graph, Fusion.Run(graph), ParameterBlock.Of(shaped).OffsetOf, new CpuSchedule(graph), realSize);
        return MemoryPlan.Run(Lifetimes.Run(lowered));
    }
}
