using Xunit;

namespace NetGen.Tests.Training;

/// <summary>What is done with the weights after an update.</summary>
public sealed class WeightStageTests
{
    private const int Features = 5, Outputs = 3, Size = 4;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void Rows_are_kept_within_the_norm(int threads, int batches)
    {
        const double Limit = 0.6;
        Wide free = new(1), held = new(1);
        TrainerOptions options = new() { Threads = threads, GradientAccumulation = batches };
        using Wide.Trainer first = free.CreateTrainer(new Sgd(0.5f), Size, options);
        using Wide.Trainer second = held.CreateTrainer(new Sgd(0.5f), Size, options with { WeightStages = [new MaxNorm(Limit)] });
        for (int step = 0; step < batches; step++)
        {
            Step(first, step);
            Step(second, step);
        }

        int limited = 0, left = 0;
        foreach ((Parameter plain, Parameter kept) in free.Parameters.Zip(held.Parameters))
        {
            double[][] rows = [.. plain.AsSpan<double>().ToArray().Chunk(plain.Shape.Size / plain.Shape[0])];
            double[] expected =
            [
                .. rows.SelectMany(row =>
                {
                    double norm = Math.Sqrt(row.Sum(w => w * w));
                    bool isLimited = plain.Shape.Count > 1 && norm > Limit;
                    (limited, left) = (limited + (isLimited ? 1 : 0), left + (isLimited ? 0 : 1));
                    return row.Select(w => isLimited ? w * Limit / norm : w);
                }),
            ];
            AssertClose(expected, kept.AsSpan<double>().ToArray());
        }

        Assert.True(limited > 0 && left > plainVectors(free), $"{limited} rows limited, {left} not");

        static int plainVectors(Wide network) => network.Parameters.Where(p => p.Shape.Count == 1).Sum(p => p.Shape.Size);
    }

    [Fact]
    public void A_filter_is_a_row()
    {
        StepClassifier network = new(1);
        using StepClassifier.Trainer trainer = network.CreateTrainer(new Sgd(0.1f), 8, new() { WeightStages = [new MaxNorm(0.5)] });
        (float[] inputs, int[] labels) = StepData.Batch(8, 1);
        float[] statistics = network.Parameters.Single(p => p.Name.EndsWith("weight") && p.Shape.Count == 1).Span.ToArray();
        trainer.Step(inputs, labels);
        Parameter filters = network.Parameters.Single(p => p.Shape.Count == 4);
        double[] norms = [.. filters.Span.ToArray().Chunk(9).Select(row => Math.Sqrt(row.Sum(w => (double)w * w)))];
        Assert.All(norms, norm => Assert.InRange(norm, 0, 0.5 + 1e-6));
        Assert.Contains(norms, norm => norm > 0.499);
        Assert.All(statistics, scale => Assert.Equal(1, scale));
        Assert.All(
            network.Parameters.Single(p => p.Name.EndsWith("weight") && p.Shape.Count == 1).Span.ToArray(), s => Assert.True(s > 0.6));
    }

    [Fact]
    public void A_stage_of_the_users_own_runs_after_each_update_only()
    {
        Wide network = new(1);
        Round stage = new();
        using Wide.Trainer trainer = network.CreateTrainer(
            new Sgd(0.1f), Size, new() { WeightStages = [stage], GradientAccumulation = 2 });
        for (int step = 0; step < 4; step++)
        {
            Step(trainer, step);
        }

        Assert.Equal([1, 2], stage.Steps);
        Assert.All(Weights(network), weight => Assert.Equal(Math.Round(weight * 64), weight * 64));
        Assert.True(trainer.Step(StepData.Values(Features, 1), [.. Enumerable.Repeat(1e200, Outputs)]).IsSkipped);
        Assert.Equal(2, stage.Steps.Count);
    }

    [Fact]
    public void A_step_that_is_left_out_runs_no_stage()
    {
        Wide network = new(1);
        Round stage = new();
        using Wide.Trainer trainer = network.CreateTrainer(new Sgd(0.1f), Size, new() { WeightStages = [stage] });
        Assert.True(trainer.Step(StepData.Values(Features, 1), [.. Enumerable.Repeat(1e200, Outputs)]).IsSkipped);
        Assert.Empty(stage.Steps);
        Step(trainer, 0);
        Assert.Equal([1], stage.Steps);
    }

    [Fact]
    public void Wrong_options_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new TrainerOptions { WeightStages = null! });
        Assert.Throws<ArgumentException>(() => new TrainerOptions { WeightStages = [null!] });
        foreach (double limit in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>("limit", () => new MaxNorm(limit));
        }
    }

    private static void Step(Wide.Trainer trainer, int step) =>
        trainer.Step(StepData.Values(Size * Features, step), StepData.Values(Size * Outputs, 50 + step));

    private static double[] Weights(Wide network) => [.. network.Parameters.SelectMany(parameter => parameter.AsSpan<double>().ToArray())];

    private static void AssertClose(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * Math.Max(1, Math.Abs(pair.First))));

    private sealed class Round : WeightStage
    {
        public List<long> Steps { get; } = [];

        public override void Run<T>(in UpdatedWeights<T> weights)
        {
            Steps.Add(weights.Step);
            foreach (Parameter parameter in weights.Parameters)
            {
                foreach (ref T weight in weights.Of(parameter))
                {
                    weight = T.Round(weight * T.CreateChecked(64)) / T.CreateChecked(64);
                }
            }
        }
    }
}
