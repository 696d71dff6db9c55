using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>A step that is skipped tells where its first number was that is not finite.</summary>
public sealed partial class FindNotFiniteTests
{
    private const int Size = 3;

    public static TheoryData<int> Threads => [1, 4];

    [Theory]
    [MemberData(nameof(Threads))]
    public void Nothing_is_found_of_a_step_that_was_done(int threads) => Assert.Null(Find(threads, _ => { }));

    [Theory]
    [MemberData(nameof(Threads))]
    public void A_weight_comes_first(int threads)
    {
        NonFinite? found = Find(threads, parameters => parameters["Middle.0.linear0.weight"].Span[5] = float.NaN);
        Assert.Equal(new NonFinite(NonFiniteKind.Weight, "Middle.0.linear0.weight", 5), found);
        Assert.Equal("the weight Middle.0.linear0.weight, element 5", $"{found}");
    }

    /// <summary>exp of 100 is no float; what follows is not finite, either.</summary>
    [Theory]
    [MemberData(nameof(Threads))]
    public void Then_the_operation_that_gave_it(int threads)
    {
        NonFinite found = Find(threads, parameters => parameters["Middle.1.linear0.bias"].Span[1] = 100)!;
        Assert.Equal((NonFiniteKind.Activation, "Middle.apply0 (repetition 2)", 1), (found.Kind, found.Name, found.Index));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void Then_the_loss(int threads)
    {
        NonFinite found = Find(threads, parameters => parameters["Head.linear0.bias"].Span[0] = 1e30f)!;
        Assert.Equal(NonFiniteKind.Loss, found.Kind);
    }

    /// <summary>The loss is some 1e12; its gradient by the output times inputs of 1e38 is no float.</summary>
    [Theory]
    [MemberData(nameof(Threads))]
    public void Then_the_gradient(int threads)
    {
        NonFinite found = Find(
            threads,
            parameters => parameters["Stem.linear0.weight"].Span.Clear(),
            program =>
            {
                program.Values(0).Fill(1e38f);
                program.Targets(0).Fill(1e6f);
            })!;
        Assert.Equal((NonFiniteKind.Gradient, "Stem.linear0.weight"), (found.Kind, found.Name));
    }

    [Fact]
    public void The_next_step_goes_on_as_if_nothing_had_been()
    {
        (ParameterStore<float> store, TrainingProgram<float> program) = Program(1);
        Fill(program);
        Assert.False(program.Run(Size, []).IsSkipped);
        float[] before = store.Block.Span.ToArray();
        program.Values(0).Fill(3e38f);
        Assert.True(program.Run(Size, []).IsSkipped);
        Assert.NotNull(program.FindNotFinite());
        Assert.Equal(before, store.Block.Span.ToArray());
        Fill(program);
        Assert.False(program.Run(Size, []).IsSkipped);
        Assert.Null(program.FindNotFinite());
        program.Dispose();
    }

    private static NonFinite? Find(
        int threads, Action<Dictionary<string, Parameter>> spoil, Action<TrainingProgram<float>>? spoilBatch = null)
    {
        (ParameterStore<float> store, TrainingProgram<float> program) = Program(threads);
        Fill(program);
        spoil(store.Parameters.ToDictionary(parameter => parameter.Name));
        spoilBatch?.Invoke(program);
        float[] before = store.Block.Span.ToArray();
        BatchResult result = program.Run(Size, []);
        NonFinite? found = program.FindNotFinite();
        Assert.Equal(result.IsSkipped, found is not null);
        Assert.Equal(result.IsSkipped, before.SequenceEqual(store.Block.Span.ToArray()) || before.Any(float.IsNaN));
        program.Dispose();
        return found;
    }

    private static void Fill(TrainingProgram<float> program)
    {
        StepData.Values(Size * 4, 3).Select(value => (float)value).ToArray().CopyTo(program.Values(0));
        StepData.Values(Size * 2, 4).Select(value => (float)value).ToArray().CopyTo(program.Targets(0));
    }

    private static (ParameterStore<float> Store, TrainingProgram<float> Program) Program(int threads)
    {
        ParameterRange[] ranges = Generated.NetGen_Tests_Training_FindNotFiniteTests_Exponential.ParameterTable.Ranges;
        int size = ranges.Max(range => range.Offset + ((range.Shape.Size + 15) / 16 * 16));
        int trained = ranges.Where(range => range.IsTrained).Max(range => range.Offset + ((range.Shape.Size + 15) / 16 * 16));
        ParameterStore<float> store = new(size, trained, ranges, seed: 1);
        return (store, new Generated.NetGen_Tests_Training_FindNotFiniteTests_Exponential.TrainingStep(
            store, new Adam(0.01f), Size, new TrainerOptions { Threads = threads }));
    }

    [Network, Input(4), MseLoss]
    internal sealed partial class Exponential
    {
        [Linear(5, Bias = false), BatchNorm, Tanh]
        public partial Layer Stem { get; }

        [Linear(5), Apply(nameof(Exp)), Repeat(3)]
        public partial Layer Middle { get; }

        [Linear(2)]
        public partial Layer Head { get; }

        [Differentiable]
        public static float Exp(float x) => MathF.Exp(x);
    }
}
