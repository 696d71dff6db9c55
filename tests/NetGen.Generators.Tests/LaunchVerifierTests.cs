namespace NetGen.Generators.Tests;

/// <summary>A pass that breaks a program is told, and not the code that would come of it.</summary>
public sealed class LaunchVerifierTests
{
    private const string Source = "[Network, Input(4), MseLoss] public partial class Net { "
        + "[Linear(5), Tanh, Linear(3)] public partial Layer Body { get; } }";

    [Fact]
    public void What_the_passes_make_holds() => LaunchVerifier.Check(Planned());

    [Fact]
    public void A_call_before_those_it_reads_from_is_told()
    {
        LoweredProgram program = Planned();
        LoweredProgram broken = program with { Forward = [.. program.Forward.Reverse()] };
        Assert.Contains(
            "before it is computed",
            Assert.Throws<InvalidOperationException>(() => LaunchVerifier.Check(broken)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_buffer_of_another_program_is_told()
    {
        LoweredProgram broken = Planned() with { Buffers = [] };
        Assert.Contains(
            "not the program's",
            Assert.Throws<InvalidOperationException>(() => LaunchVerifier.Check(broken)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Two_values_at_one_place_at_one_time_are_told()
    {
        LoweredProgram program = Planned();
        LoweredProgram broken = program with
        {
            Places = program.Places with { Offsets = program.Places.Offsets.ToDictionary(place => place.Key, _ => 0L) },
        };
        Assert.Contains(
            "still needed",
            Assert.Throws<InvalidOperationException>(() => LaunchVerifier.Check(broken)).Message,
            StringComparison.Ordinal);
    }

    private static LoweredProgram Planned()
    {
        ShapedNetwork shaped = ShapeInference.Run(Harness.Parse("using NetGen;\n" + Source).Model!, [])!;
        NetworkGraph graph = Simplify.Run(Autodiff.Run(GraphBuilder.Build(shaped, Mode.Training)));
        LoweredProgram lowered = ProgramLowering.Run(
            graph, Fusion.Run(graph), ParameterBlock.Of(shaped).OffsetOf, new CpuSchedule(graph), sizeof(float));
        return MemoryPlan.Run(Lifetimes.Run(lowered));
    }
}
