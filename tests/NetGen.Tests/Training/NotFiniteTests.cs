using NetGen.Numerics;
using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>A step whose loss or gradient is not finite changes nothing, and says so; a run ends there, and nothing is lost.</summary>
public sealed partial class NotFiniteTests
{
    public static TheoryData<string, int> Optimizers => new()
    {
        { "Sgd", 1 }, { "Sgd", 2 }, { "Momentum", 1 }, { "Adam", 1 }, { "Adam", 2 }, { "AdamW", 3 }, { "Own", 1 }, { "Own", 2 },
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_step_whose_loss_overflows_is_skipped(string optimizer, int threads) =>
        IsSkipped(optimizer, threads, x: 3e38f, isLossFinite: false);

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_step_whose_gradient_overflows_is_skipped(string optimizer, int threads) =>
        IsSkipped(optimizer, threads, x: 3e25f, isLossFinite: true);

    [Fact]
    public void A_run_ends_at_the_step_with_the_weights_before_it()
    {
        float[] inputs = Values(12 * Normed.Columns), targets = Values(12 * 2);
        inputs.AsSpan(8 * Normed.Columns, Normed.Columns).Fill(3e38f);
        Dataset all = Dataset.FromTargets(inputs, targets, new Shape(Normed.Columns), 2), before = Dataset.FromTargets(
            inputs[..(8 * Normed.Columns)], targets[..(8 * 2)], new Shape(Normed.Columns), 2);
        TrainerOptions options = new() { Shuffle = false };
        Normed network = new(1), other = new(1);
        using Normed.Trainer trainer = network.CreateTrainer(new Adam(0.01f), 4, options);
        using Normed.Trainer single = other.CreateTrainer(new Adam(0.01f), 4, options);
        TrainingException exception = Assert.Throws<TrainingException>(() => trainer.Fit(all, 1));
        Assert.Equal((1, 3), (exception.Epoch, exception.Step));
        single.Fit(before, 1);
        Assert.Equal(Weights(other), Weights(network));
    }

    [Fact]
    public void An_update_that_overflows_in_the_last_step_is_told()
    {
        Plain network = new(1);
        using Plain.Trainer trainer = network.CreateTrainer(new Sgd(3e38f), 4);
        Dataset data = Dataset.FromTargets(Values(4 * 16), [.. Values(4).Select(value => 100 * value)], new Shape(16));
        TrainingException exception = Assert.Throws<TrainingException>(() => trainer.Fit(data, 1));
        Assert.Contains("All.linear0.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("not finite", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_validation_that_is_not_finite_is_told()
    {
        Plain network = new(1);
        using Plain.Trainer trainer = network.CreateTrainer(new Sgd(0.01f), 4);
        Dataset train = Dataset.FromTargets(Values(4 * 16), Values(4), new Shape(16));
        Dataset validation = Dataset.FromTargets([.. Enumerable.Repeat(1e30f, 16)], [0f], new Shape(16));
        TrainingException exception = Assert.Throws<TrainingException>(() => trainer.Fit(train, 1, validation));
        Assert.Contains("validation loss", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_weights_are_restored_where_a_run_fails()
    {
        FakeNetwork network = new(new Shape(1));
        FakeRunner runner = new(4, 1, classes: 2);
        double[] losses = [3, 1, 2, double.NaN];
        runner.Answer = count =>
        {
            network.Weight.Span[0] = runner.Runs;
            return new BatchResult(losses[runner.Runs - 1], 0, count, count);
        };
        using FakeTrainer trainer = new(network, runner);
        EarlyStopping stopping = new(patience: 5);
        Assert.Throws<TrainingException>(() => trainer.Fit(FakeData.Numbered(4), epochs: 4, callbacks: [stopping]));
        Assert.Equal(2, stopping.BestEpoch);
        Assert.Equal(2f, network.Weight.Span[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(77)]
    public void Numbers_that_are_not_finite_are_found(int place)
    {
        foreach (float other in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            float[] values = Values(78);
            Assert.True(Finite.All<float>(values));
            values[place] = other;
            Assert.False(Finite.All<float>(values));
        }

        Assert.True(Finite.All<float>([float.MaxValue, -float.MaxValue, 0f, float.MaxValue]));
        Assert.True(Finite.All<double>([]));
    }

    private static void IsSkipped(string name, int threads, float x, bool isLossFinite)
    {
        float[] inputs = Values(4 * Normed.Columns), targets = Values(4 * 2), bad = [.. inputs];
        bad.AsSpan(Normed.Columns, Normed.Columns).Fill(x);
        TrainerOptions options = new() { Threads = threads, Seed = 3 };
        Normed network = new(1), other = new(1);

        // A gradient overflows at a finite loss where values are large and the weights behind them tiny: dW = dy · x with y = W · x.
        float rate = isLossFinite ? 1e-12f : 0.01f;
        foreach (Normed each in new[] { network, other })
        {
            foreach (ref float weight in each.All["linear1.weight"].Span)
            {
                weight *= isLossFinite ? 1e-10f : 1;
            }
        }

        using Normed.Trainer trainer = network.CreateTrainer(Create(name, rate), 4, options);
        using Normed.Trainer single = other.CreateTrainer(Create(name, rate), 4, options);
        for (int step = 0; step < 3; step++)
        {
            Assert.False(trainer.Step(inputs, targets).IsSkipped);
            single.Step(inputs, targets);
            float[] before = Weights(network);
            BatchResult result = trainer.Step(bad, targets);
            Assert.True(result.IsSkipped);
            Assert.Equal(isLossFinite, double.IsFinite(result.Loss));
            Assert.Equal(before, Weights(network));
        }

        // The optimizer and the masks of dropout go on as if nothing had been.
        trainer.Step(inputs, targets);
        single.Step(inputs, targets);
        Assert.Equal(Weights(other), Weights(network));
    }

    private static Optimizer Create(string name, float rate) => name switch
    {
        "Sgd" => new Sgd(rate, weightDecay: 0.1f),
        "Momentum" => new Sgd(rate, momentum: 0.9f, nesterov: true),
        "Adam" => new Adam(rate),
        "AdamW" => new AdamW(rate),
        _ => new Own(rate),
    };

    private static float[] Weights(Network<float> network) => [.. network.Parameters.SelectMany(parameter => parameter.Span.ToArray())];

    private static float[] Values(int count)
    {
        Random random = new(3);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    /// <summary>Running statistics, dropout, and layers that are updated with their gradient.</summary>
    [Network]
    [Input(Columns)]
    [MseLoss]
    internal sealed partial class Normed
    {
        public const int Columns = 16;

        [Linear(32, Bias = false), BatchNorm]
        public partial Layer Side { get; }

        [From("input"), Linear(32, Bias = false), Add(nameof(Side)), Dropout(0.25f), Linear(2)]
        public partial Layer All { get; }
    }

    /// <summary>p ← p − rate·g, in no way of the library's.</summary>
    private sealed class Own(float rate) : Optimizer(rate, UpdateRule.Of<OwnRule>())
    {
        protected internal override void SetFactors(in UpdateStep step, Span<double> factors) => factors[0] = step.LearningRate;
    }

    private readonly struct OwnRule : IUpdateRule
    {
        public static int SlotCount => 0;

        public static int FactorCount => 1;

        public static string SlotName(int slot) => "";

        public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
            where V : struct, INumbers<V>
            => parameter -= factors[0] * gradient;
    }

    [Network]
    [Input(16)]
    [MseLoss]
    internal sealed partial class Plain
    {
        [Linear(1)]
        public partial Layer All { get; }
    }
}
