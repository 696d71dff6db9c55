using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Averages of weights against plain sums over the weights that each step left.</summary>
public sealed class WeightAverageTests
{
    private const int BatchSize = 8, Steps = 12;

    public static TheoryData<WeightAverage, int, int, int> Averages => new()
    {
        { new ExponentialAverage(0.9, warmsUp: false), 0, 1, 1 },
        { new ExponentialAverage(0.9), 0, 2, 1 },
        { new ExponentialAverage(0.2), 0, 1, 2 },
        { StochasticAverage.FromUpdate(3), 3, 2, 1 },
        { StochasticAverage.FromUpdate(2, every: 3), 2, 1, 1 },
        { StochasticAverage.FromUpdate(0, every: 2), 0, 2, 2 },
        { StochasticAverage.FromEpoch(0, every: 5), 0, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Averages))]
    public void The_average_is_that_of_the_weights_after_each_update(WeightAverage average, int start, int threads, int batches)
    {
        StepClassifier network = new(1);
        using StepClassifier.Trainer trainer = network.CreateTrainer(
            new Adam(0.05f), BatchSize, new() { Threads = threads, GradientAccumulation = batches, WeightAverage = average });
        List<double[]> weights = [];
        for (int step = 1; step <= Steps * batches; step++)
        {
            Step(trainer, step);
            if (step % batches == 0)
            {
                weights.Add(Weights(network));
                (double[] expected, int count) = Expected(average, start, weights);
                Assert.Equal(count, trainer.AveragedUpdates);
                AssertClose(expected, [.. Tensors(trainer).SelectMany(tensor => tensor.Span.ToArray())]);
            }
        }
    }

    [Fact]
    public void It_is_the_average_that_is_evaluated_and_applied()
    {
        StepClassifier network = new(1), averaged = new(1);
        Dataset data = StepData.Dataset(30, 5);
        using StepClassifier.Trainer trainer = network.CreateTrainer(
            new Adam(0.05f), BatchSize, new() { WeightAverage = StochasticAverage.FromUpdate(2) });
        Assert.Throws<InvalidOperationException>(trainer.ApplyAverage);
        List<double[]> weights = [];
        for (int step = 0; step < 6; step++)
        {
            Step(trainer, step);
            weights.Add(Weights(network));
            if (step < 2)
            {
                Assert.Equal(network.Evaluate(data).Loss, trainer.Evaluate(data).Loss, 1e-6);
            }
        }

        double[] mean = [.. Enumerable.Range(0, weights[0].Length).Select(i => weights.Skip(2).Average(w => w[i]))];
        Set(averaged, mean);
        Assert.NotEqual(network.Evaluate(data).Loss, trainer.Evaluate(data).Loss, 1e-4);
        Assert.Equal(averaged.Evaluate(data).Loss, trainer.Evaluate(data).Loss, 1e-5);
        Step(trainer, 6);
        weights.Add(Weights(network));
        Set(averaged, [.. Enumerable.Range(0, weights[0].Length).Select(i => weights.Skip(2).Average(w => w[i]))]);
        Assert.Equal(averaged.Evaluate(data).Loss, trainer.Evaluate(data).Loss, 1e-5);
        trainer.ApplyAverage();
        AssertClose(Weights(averaged), Weights(network));
        Assert.Equal(trainer.Evaluate(data).Loss, network.Evaluate(data).Loss, 1e-6);
    }

    [Fact]
    public void Validation_is_the_averages_from_its_epoch_on()
    {
        Dataset train = StepData.Dataset(40, 3), test = StepData.Dataset(24, 4);
        StepClassifier one = new(1), other = new(1);
        TrainerOptions options = new() { Threads = 1 };
        using StepClassifier.Trainer plain = one.CreateTrainer(new Adam(0.05f), BatchSize, options);
        using StepClassifier.Trainer averaging = other.CreateTrainer(
            new Adam(0.05f), BatchSize, options with { WeightAverage = StochasticAverage.FromEpoch(2) });
        History expected = plain.Fit(train, 3, test), actual = averaging.Fit(train, 3, test);
        Assert.Equal(5, averaging.AveragedUpdates);
        Assert.Equal(StepData.Bits(one), StepData.Bits(other));
        Assert.Equal(expected[1].ValidationLoss, actual[1].ValidationLoss);
        Assert.NotEqual(expected[2].ValidationLoss, actual[2].ValidationLoss);
        averaging.ApplyAverage();
        Assert.Equal(actual[2].ValidationLoss!.Value, other.Evaluate(test).Loss, 1e-6);
    }

    [Fact]
    public void Early_stopping_puts_back_the_average_of_the_best_epoch()
    {
        Dataset train = StepData.Dataset(40, 3), test = StepData.Dataset(24, 4);
        StepClassifier network = new(1);
        using StepClassifier.Trainer trainer = network.CreateTrainer(
            new Adam(0.2f), BatchSize, new() { WeightAverage = new ExponentialAverage(0.8) });
        EarlyStopping stopping = new(patience: 2);
        History history = trainer.Fit(train, 40, test, [stopping]);
        Assert.True(stopping.BestEpoch < history.Count);
        Assert.Equal(stopping.BestLoss, trainer.Evaluate(test).Loss, 1e-6);
        Assert.Equal(stopping.BestEpoch * 5, trainer.AveragedUpdates);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Going_on_from_a_file_equals_not_stopping(bool isStochastic)
    {
        using TempFolder folder = new();
        TrainerOptions options = new()
        {
            Threads = 2,
            WeightAverage = isStochastic ? StochasticAverage.FromUpdate(1, every: 2) : new ExponentialAverage(0.7),
        };
        Wide first = new(1), second = new(2);
        using Wide.Trainer whole = first.CreateTrainer(new Adam(0.05f), 4, options);
        Train(whole, 0, 5);
        first.Save(folder.File("weights"));
        whole.State.Save(folder.File("state"));
        Train(whole, 5, 5);

        using Wide.Trainer resumed = second.CreateTrainer(new Adam(0.05f), 4, options);
        Train(resumed, 20, 2);
        second.Load(folder.File("weights"));
        resumed.State.Load(folder.File("state"));
        Train(resumed, 5, 5);
        Assert.Equal(whole.AveragedUpdates, resumed.AveragedUpdates);
        whole.ApplyAverage();
        resumed.ApplyAverage();
        Assert.Equal(Values(first), Values(second));

        using Wide.Trainer plain = second.CreateTrainer(new Adam(0.05f), 4);
        Assert.EndsWith(".average", Assert.Throws<SafetensorsException>(() => plain.State.Load(folder.File("state"))).Field);

        static double[] Values(Wide network) => [.. network.Parameters.SelectMany(p => p.AsSpan<double>().ToArray())];
    }

    [Fact]
    public void A_step_that_is_left_out_is_not_averaged()
    {
        Wide network = new(1);
        using Wide.Trainer trainer = network.CreateTrainer(new Adam(), 4, new() { WeightAverage = new ExponentialAverage() });
        Train(trainer, 0, 2);
        Assert.True(trainer.Step(StepData.Values(5, 1), [.. Enumerable.Repeat(1e200, 3)]).IsSkipped);
        Assert.Equal(2, trainer.AveragedUpdates);
    }

    [Fact]
    public void Wrong_numbers_are_named()
    {
        foreach (double decay in new[] { -0.1, 1, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>("decay", () => new ExponentialAverage(decay));
        }

        Assert.Throws<ArgumentOutOfRangeException>("every", () => StochasticAverage.FromUpdate(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("updates", () => StochasticAverage.FromUpdate(-1));
        Assert.Throws<ArgumentOutOfRangeException>("epochs", () => StochasticAverage.FromEpoch(double.NaN));
        Wide network = new(1);
        using Wide.Trainer trainer = network.CreateTrainer(new Adam(), 4);
        Assert.Contains("WeightAverage", Assert.Throws<InvalidOperationException>(trainer.ApplyAverage).Message);
    }

    /// <summary>By the formulas, from the weights after each update.</summary>
    private static (double[] Average, int Count) Expected(WeightAverage average, int start, List<double[]> weights)
    {
        double[] result = new double[weights[0].Length];
        if (average is ExponentialAverage exponential)
        {
            for (int n = 0; n < weights.Count; n++)
            {
                double decay = n == 0 ? 0 : exponential.WarmsUp ? Math.Min(exponential.Decay, (1.0 + n) / (10 + n)) : exponential.Decay;
                result = [.. result.Zip(weights[n], (a, w) => (decay * a) + ((1 - decay) * w))];
            }

            return (result, weights.Count);
        }

        long every = ((StochasticAverage)average).Every;
        double[][] chosen = [.. weights.Where((_, i) => i >= start && (i + 1) % every == 0)];
        return (chosen.Length == 0 ? result : [.. result.Select((_, i) => chosen.Average(w => w[i]))], chosen.Length);
    }

    private static IEnumerable<Parameter> Tensors(Trainer<float> trainer) =>
        trainer.State.Tensors.Where(tensor => tensor.Name.EndsWith(".average", StringComparison.Ordinal));

    private static void Step(StepClassifier.Trainer trainer, int step)
    {
        (float[] inputs, int[] labels) = StepData.Batch(BatchSize, step);
        trainer.Step(inputs, labels);
    }

    private static void Train(Wide.Trainer trainer, int start, int count)
    {
        for (int step = start; step < start + count; step++)
        {
            trainer.Step(StepData.Values(20, step), StepData.Values(12, 50 + step));
        }
    }

    private static double[] Weights(StepClassifier network) =>
        [.. network.Parameters.SelectMany(parameter => parameter.Span.ToArray()).Select(w => (double)w)];

    private static void Set(StepClassifier network, double[] values)
    {
        int place = 0;
        foreach (Parameter parameter in network.Parameters)
        {
            foreach (ref float value in parameter.Span)
            {
                value = (float)values[place++];
            }
        }
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-6 * Math.Max(1, Math.Abs(pair.First))));
    }
}
