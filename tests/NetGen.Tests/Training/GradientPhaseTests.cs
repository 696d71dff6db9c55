using Xunit;

namespace NetGen.Tests.Training;

/// <summary>What stands between the gradients of a batch and the update: accumulation, stages.</summary>
public sealed class GradientPhaseTests
{
    private const int Features = 5, Outputs = 3;

    public static TheoryData<Optimizer> Optimizers => [new Sgd(0.1f), new Sgd(0.1f, momentum: 0.9f), new Adam(0.01f), new AdamW(0.01f)];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Micro_batches_train_as_one_batch_of_their_size(Optimizer optimizer)
    {
        const int Size = 4, Count = 3;
        Wide one = new(1), accumulated = new(1);
        using Wide.Trainer whole = one.CreateTrainer(optimizer, Size * Count, new() { Threads = 2 });
        using Wide.Trainer parts = accumulated.CreateTrainer(optimizer, Size, new() { Threads = 2, GradientAccumulation = Count });
        for (int step = 0; step < 5; step++)
        {
            double[] inputs = StepData.Values(Size * Count * Features, step), targets = StepData.Values(Size * Count * Outputs, 100 + step);
            double loss = whole.Step(inputs, targets).Loss, sum = 0;
            for (int i = 0; i < Count; i++)
            {
                double[] before = Weights(accumulated);
                sum += parts.Step(
                    inputs.AsSpan(i * Size * Features, Size * Features),
                    targets.AsSpan(i * Size * Outputs, Size * Outputs)).Loss;
                Assert.Equal(i < Count - 1, before.SequenceEqual(Weights(accumulated)));
            }

            Assert.Equal(loss, sum / Count, 1e-12);
            AssertClose(Weights(one), Weights(accumulated));
            Assert.All(one.Parameters.Zip(accumulated.Parameters), pair =>
                AssertClose(whole.Gradient(pair.First).ToArray(), parts.Gradient(pair.Second).ToArray()));
        }
    }

    [Fact]
    public void Batches_of_different_sizes_count_by_their_samples()
    {
        Wide one = new(1), accumulated = new(1);
        using Wide.Trainer whole = one.CreateTrainer(new Sgd(0.1f), 7);
        using Wide.Trainer parts = accumulated.CreateTrainer(new Sgd(0.1f), 5, new() { GradientAccumulation = 2 });
        double[] inputs = StepData.Values(7 * Features, 1), targets = StepData.Values(7 * Outputs, 2);
        whole.Step(inputs, targets);
        parts.Step(inputs.AsSpan(0, 5 * Features), targets.AsSpan(0, 5 * Outputs));
        parts.Step(inputs.AsSpan(5 * Features), targets.AsSpan(5 * Outputs));
        AssertClose(Weights(one), Weights(accumulated));
    }

    [Fact]
    public void What_an_epoch_leaves_over_makes_a_last_update()
    {
        Dataset data = Dataset.FromTargets(
            [.. StepData.Values(10 * Features, 1).Select(value => (float)value)],
            [.. StepData.Values(10 * Outputs, 2).Select(value => (float)value)],
            new Shape(Features), Outputs);
        Wide one = new(1), accumulated = new(1);
        TrainerOptions options = new() { Shuffle = false };
        using Wide.Trainer whole = one.CreateTrainer(new Adam(0.01f), 6, options);
        using Wide.Trainer parts = accumulated.CreateTrainer(new Adam(0.01f), 2, options with { GradientAccumulation = 3 });
        whole.Fit(data, 2);
        parts.Fit(data, 2);
        AssertClose(Weights(one), Weights(accumulated));
    }

    [Fact]
    public void A_batch_that_is_not_finite_is_left_out()
    {
        Wide one = new(1), accumulated = new(1);
        using Wide.Trainer whole = one.CreateTrainer(new Adam(0.01f), 2);
        using Wide.Trainer parts = accumulated.CreateTrainer(new Adam(0.01f), 1, new() { GradientAccumulation = 2 });
        double[] inputs = StepData.Values(2 * Features, 1), targets = StepData.Values(2 * Outputs, 2);
        whole.Step(inputs, targets);
        Assert.False(parts.Step(inputs.AsSpan(0, Features), targets.AsSpan(0, Outputs)).IsSkipped);
        Assert.True(parts.Step(inputs.AsSpan(0, Features), [.. Enumerable.Repeat(1e200, Outputs)]).IsSkipped);
        Assert.False(parts.Step(inputs.AsSpan(Features), targets.AsSpan(Outputs)).IsSkipped);
        AssertClose(Weights(one), Weights(accumulated));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_norm_of_all_gradients_is_clipped(int threads)
    {
        Wide free = new(1), clipped = new(1);
        double[] inputs = StepData.Values(4 * Features, 1), targets = StepData.Values(4 * Outputs, 2);
        using Wide.Trainer first = free.CreateTrainer(new Sgd(0), 4), second = clipped.CreateTrainer(
            new Sgd(1), 4, new() { Threads = threads, GradientStages = [new ClipNorm(0.01)] });
        first.Step(inputs, targets);
        double[] gradients = [.. free.Parameters.SelectMany(parameter => first.Gradient(parameter).ToArray())], before = Weights(clipped);
        double norm = Math.Sqrt(gradients.Sum(g => g * g));
        Assert.True(norm > 0.01);
        second.Step(inputs, targets);
        AssertClose([.. before.Zip(gradients, (weight, g) => weight - (g * 0.01 / norm))], Weights(clipped));
    }

    [Fact]
    public void A_norm_within_the_limit_changes_no_bit()
    {
        Wide free = new(1), clipped = new(1);
        double[] inputs = StepData.Values(4 * Features, 1), targets = StepData.Values(4 * Outputs, 2);
        using Wide.Trainer first = free.CreateTrainer(new Adam(), 4);
        using Wide.Trainer second = clipped.CreateTrainer(new Adam(), 4, new() { GradientStages = [new ClipNorm(1e6)] });
        first.Step(inputs, targets);
        second.Step(inputs, targets);
        Assert.Equal(Weights(free), Weights(clipped));
    }

    [Fact]
    public void Squares_that_overflow_are_clipped_all_the_same()
    {
        float[] gradients = [3e30f, -4e30f, 0];
        new ClipNorm(5).Run(new Gradients<float>(null!, gradients, null!, 0));
        Assert.Equal(3, gradients[0], 1e-5);
        Assert.Equal(-4, gradients[1], 1e-5);
        float[] small = [3e-30f, 4e-30f];
        new ClipNorm(1).Run(new Gradients<float>(null!, small, null!, 0));
        Assert.Equal([3e-30f, 4e-30f], small);
    }

    [Fact]
    public void Values_are_clipped_each_by_itself()
    {
        double[] gradients = [.. Enumerable.Range(-20, 41).Select(i => i / 10.0)];
        double[] expected = [.. gradients.Select(g => Math.Clamp(g, -0.55, 0.55))];
        new ClipValue(0.55).Run(new Gradients<double>(null!, gradients, null!, 0));
        Assert.Equal(expected, gradients);
    }

    [Fact]
    public void A_stage_of_the_users_own_sees_each_parameter()
    {
        Wide network = new(1);
        Parameter bias = network.Parameters.Single(parameter => parameter.Name == "All.linear0.bias");
        using Wide.Trainer trainer = network.CreateTrainer(new Sgd(1), 4, new() { GradientStages = [new Frozen(bias)] });
        double[] before = [.. bias.AsSpan<double>()], all = Weights(network);
        trainer.Step(StepData.Values(4 * Features, 1), StepData.Values(4 * Outputs, 2));
        Assert.Equal(before, bias.AsSpan<double>().ToArray());
        Assert.NotEqual(all, Weights(network));
        Assert.Throws<ArgumentException>(() =>
        {
            using Wide.Trainer other = new Wide(1).CreateTrainer(new Sgd(1), 4, new() { GradientStages = [new Frozen(bias)] });
            other.Step(StepData.Values(4 * Features, 1), StepData.Values(4 * Outputs, 2));
        });
    }

    [Fact]
    public void Wrong_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerOptions { GradientAccumulation = 0 });
        Assert.Throws<ArgumentNullException>(() => new TrainerOptions { GradientStages = null! });
        Assert.Throws<ArgumentException>(() => new TrainerOptions { GradientStages = [null!] });
        foreach (double limit in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new ClipNorm(limit));
            Assert.Throws<ArgumentOutOfRangeException>(() => new ClipValue(limit));
        }
    }

    private static double[] Weights(Wide network) => [.. network.Parameters.SelectMany(parameter => parameter.AsSpan<double>().ToArray())];

    private static void AssertClose(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * Math.Max(1, Math.Abs(pair.First))));

    private sealed class Frozen(Parameter parameter) : GradientStage
    {
        public override void Run<T>(in Gradients<T> gradients) => gradients.Of(parameter).Clear();
    }
}

[Network(Precision = Precision.Double), Input(5), MseLoss]
internal sealed partial class Wide
{
    [Linear(19), Tanh, Linear(3)]
    public partial Layer All { get; }
}
