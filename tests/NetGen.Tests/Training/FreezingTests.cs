using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Stages that are frozen and learn again between two steps.</summary>
public sealed class FreezingTests
{
    private const int Size = 4;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public void Frozen_stages_stay_and_learn_again(int threads, bool hasPhases)
    {
        StepClassifier network = new(1);
        TrainerOptions options = new() { Threads = threads, GradientStages = hasPhases ? [new ClipValue(10)] : [] };
        using StepClassifier.Trainer trainer = network.CreateTrainer(new AdamW(0.01f), Size, options);
        (float[] inputs, int[] labels) = StepData.Batch(Size, 3);
        trainer.Step(inputs, labels);
        trainer.Freeze(network.Stem);
        Assert.True(trainer.IsFrozen(network.Stem["batchnorm0.running_mean"]));
        Assert.False(trainer.IsFrozen(network.Head.Parameters[0]));
        float[][] stem = Values(network.Stem), head = Values(network.Head);
        trainer.Step(inputs, labels);
        trainer.Step(inputs, labels);
        Assert.Equal(stem, Values(network.Stem));
        Assert.All(head.Zip(Values(network.Head)), pair => Assert.NotEqual(pair.First, pair.Second));

        trainer.Unfreeze(network.Stem);
        trainer.Step(inputs, labels);
        Assert.All(stem.Zip(Values(network.Stem)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void What_was_updated_with_its_gradient_can_be_frozen()
    {
        LargeStep network = new(1);
        using LargeStep.Trainer trainer = network.CreateTrainer(new Sgd(0.1f), 8);
        float[] inputs = [.. StepData.Values(8 * 64, 1).Select(value => (float)value)];
        float[] targets = [.. StepData.Values(8 * 2, 2).Select(value => (float)value)];
        trainer.Step(inputs, targets);
        trainer.Freeze(network.All);
        float[][] before = Values(network.All);
        trainer.Step(inputs, targets);
        Assert.Equal(before, Values(network.All));
    }

    [Fact]
    public void Frozen_gradients_take_no_part_in_the_norm()
    {
        TwoStages network = new(1);
        using TwoStages.Trainer trainer = network.CreateTrainer(new Sgd(1), Size, new() { GradientStages = [new ClipNorm(0.001)] });
        trainer.Freeze(network.First);
        double[] before = [.. network.Second.Parameters.SelectMany(parameter => parameter.AsSpan<double>().ToArray())];
        trainer.Step(StepData.Values(Size * 5, 1), StepData.Values(Size * 3, 2));
        double[] after = [.. network.Second.Parameters.SelectMany(parameter => parameter.AsSpan<double>().ToArray())];
        Assert.Equal(0.001, Math.Sqrt(before.Zip(after, (old, now) => (old - now) * (old - now)).Sum()), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void What_is_frozen_is_part_of_the_state(int stepsBehind)
    {
        using TempFolder folder = new();
        string weights = folder.File("weights.safetensors"), state = folder.File("state.safetensors");
        StepClassifier first = new(1), second = new(2);
        (float[] inputs, int[] labels) = StepData.Batch(Size, 3);
        using (StepClassifier.Trainer trainer = first.CreateTrainer(new AdamW(0.01f), Size, new() { Threads = 1 }))
        {
            trainer.Step(inputs, labels);
            trainer.Freeze(first.Stem);
            Steps(trainer, 2);
            if (stepsBehind > 0)
            {
                trainer.Unfreeze(first.Stem);
                Steps(trainer, stepsBehind);
            }

            first.Save(weights);
            trainer.State.Save(state);
            Steps(trainer, 4);
        }

        // Another seed of dropout would be another run: the step's number is its stream.
        using StepClassifier.Trainer other = second.CreateTrainer(new AdamW(0.01f), Size, new() { Threads = 1 });
        Steps(other, 3 + stepsBehind);
        second.Load(weights);
        other.State.Load(state);
        Assert.Equal(stepsBehind == 0, other.IsFrozen(second.Stem.Weights));
        Assert.Equal(stepsBehind == 0, other.IsFrozen(second.Stem["batchnorm0.running_var"]));
        Steps(other, 4);
        Assert.Equal(StepData.Bits(first), StepData.Bits(second));

        void Steps(StepClassifier.Trainer trainer, int count)
        {
            for (int i = 0; i < count; i++)
            {
                trainer.Step(inputs, labels);
            }
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("3")]
    [InlineData("2 since 1")]
    [InlineData("0 since 3")]
    [InlineData("1 since ")]
    public void A_state_that_missed_what_cannot_be_is_refused(string text)
    {
        using TempFolder folder = new();
        string path = folder.File("state.safetensors");
        TwoStages network = new(1);
        using TwoStages.Trainer trainer = network.CreateTrainer(new AdamW(0.01f), Size);
        Dictionary<string, string> remarks = new()
        {
            ["steps"] = "2", ["draws"] = "2", ["accumulated.batches"] = "0", ["accumulated.samples"] = "0",
            ["frozen.First.linear0.weight"] = "1 since 2",
        };
        Safetensors.Save(path, trainer.State.Tensors, remarks);
        trainer.State.Load(path);
        Assert.True(trainer.IsFrozen(network.First.Weights));
        remarks["frozen.First.linear0.weight"] = text;
        Safetensors.Save(path, trainer.State.Tensors, remarks);
        Assert.Equal("frozen.First.linear0.weight", Assert.Throws<SafetensorsException>(() => trainer.State.Load(path)).Field);
        Assert.Equal(2, trainer.State.Steps);
    }

    [Fact]
    public void A_callback_can_unfreeze_stage_after_stage()
    {
        TwoStages network = new(1);
        double[][] start = [.. network.Parameters.Select(parameter => parameter.AsSpan<double>().ToArray())];
        using TwoStages.Trainer trainer = network.CreateTrainer(new Adam(0.01f), Size);
        trainer.Freeze(network.First);
        Unfreezing callback = new(() =>
        {
            Assert.Equal(start[0], network.Parameters[0].AsSpan<double>().ToArray());
            trainer.Unfreeze(network.First);
        });
        Dataset data = Dataset.FromTargets(StepData.Values(12 * 5, 1), StepData.Values(12 * 3, 2), new Shape(5), 3);
        trainer.Fit(data, epochs: 2, callbacks: [callback]);
        Assert.NotEqual(start[0], network.Parameters[0].AsSpan<double>().ToArray());
    }

    [Fact]
    public void Wrong_stages_are_refused_and_nothing_is_changed()
    {
        TwoStages network = new(1), other = new(2);
        using TwoStages.Trainer trainer = network.CreateTrainer(
            new Adam(), Size, new() { Groups = [ParameterGroup.Frozen(parameter => parameter == network.First.Bias)] });
        Assert.Throws<ArgumentNullException>("stages", () => trainer.Freeze((IReadOnlyList<Layer>)null!));
        Assert.Throws<ArgumentException>("stages", () => trainer.Freeze(network.First, null!));
        ArgumentException stranger = Assert.Throws<ArgumentException>(() => trainer.Freeze(network.Second, other.First));
        Assert.Contains("First.linear0.weight is of another network", stranger.Message, StringComparison.Ordinal);
        Assert.False(trainer.IsFrozen(network.Second.Weights));
        trainer.Freeze(network.First);
        ArgumentException forGood = Assert.Throws<ArgumentException>(() => trainer.Unfreeze(network.First));
        Assert.Contains("First.linear0.bias belongs to a ParameterGroup", forGood.Message, StringComparison.Ordinal);
        Assert.True(trainer.IsFrozen(network.First.Weights) && trainer.IsFrozen(network.First.Bias));
        Assert.Throws<ArgumentException>(() => trainer.IsFrozen(other.First.Weights));
        Assert.Throws<ArgumentNullException>(() => trainer.IsFrozen(null!));
        trainer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => trainer.Freeze(network.First));
    }

    private static float[][] Values(Layer stage) => [.. stage.Parameters.Select(parameter => parameter.Span.ToArray())];

    private sealed class Unfreezing(Action once) : Callback
    {
        private bool _isDone;

        public override void OnEpochEnd(TrainingContext context)
        {
            if (!_isDone)
            {
                once();
            }

            _isDone = true;
        }
    }
}
