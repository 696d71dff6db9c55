using Xunit;

namespace NetGen.Mpi.Tests;

/// <summary>Several ranks against one: what a trainer makes of a communicator, whichever it is.</summary>
public sealed class DataParallelTests
{
    private const double Rounding = 1e-10;

    public static TheoryData<int, int, int> Sizes => new() { { 4, 64, 1 }, { 4, 64, 2 }, { 3, 20, 1 }, { 2, 7, 1 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Several_ranks_make_the_updates_of_one_with_the_whole_batch(int ranks, int batch, int threads)
    {
        // 134 samples: the last batch has 6, 14 or 1, which leaves ranks without a sample.
        TrainerOptions options = new() { Seed = 3, Threads = threads };
        AssertAlike(ranks, batch, options, () => new MaskedClassifier(seed: 1), Pictures, TrainingData.Pictures(134, 1));
    }

    [Fact]
    public void Masks_of_attention_and_of_whole_samples_are_those_of_one_rank() => AssertAlike(
        3, 16, new TrainerOptions { Seed = 2, Threads = 1 }, () => new MaskedReader(seed: 1),
        (network, optimizer, size, options) => network.CreateTrainer(optimizer, size, options), TrainingData.Words(100, 1));

    [Fact]
    public void A_penalty_counts_once_and_each_loss_is_that_of_the_whole() => AssertAlike(
        3, 10, new TrainerOptions { Seed = 2, Threads = 1 }, () => new PenalizedRegressor(seed: 1),
        (network, optimizer, size, options) => network.CreateTrainer(optimizer, size, options), TrainingData.Points(64, 1));

    [Fact]
    public void Accumulated_clipped_and_averaged_updates_are_those_of_one_rank()
    {
        TrainerOptions options = new()
        {
            Seed = 3, Threads = 1, GradientAccumulation = 3, GradientStages = [new ClipNorm(0.1)],
            WeightAverage = new ExponentialAverage(0.9),
        };
        AssertAlike(4, 16, options, () => new MaskedClassifier(seed: 1), Pictures, TrainingData.Pictures(134, 1));
    }

    [Fact]
    public void Metrics_of_split_evaluations_are_those_of_all_samples()
    {
        MaskedClassifier network = new(seed: 1);
        Dataset data = TrainingData.Pictures(83, 4);
        Evaluation expected = network.Evaluate(data, [new F1Score(), new ConfusionMatrix()]);
        Evaluation[] seen = ThreadRanks.Run(3, ranks =>
        {
            TrainerOptions options = new() { Communicator = ranks, Threads = 1, Metrics = [new F1Score(), new ConfusionMatrix()] };
            using MaskedClassifier.Trainer trainer = new MaskedClassifier(seed: 1).CreateTrainer(new AdamW(), 8, options);
            return trainer.Evaluate(data);
        });
        Assert.All(seen, evaluation =>
        {
            Assert.Equal((expected.Count, expected.Accuracy), (evaluation.Count, evaluation.Accuracy));
            Assert.Equal(expected.Loss, evaluation.Loss, 1e-12);
            Assert.Equal(expected.Metrics.ToArray(), [.. evaluation.Metrics]);
        });
    }

    [Fact]
    public void Ranks_have_equal_bits_after_each_epoch_and_a_run_repeats_them() => BitsOfEpochs.AssertEqualAndRepeated(
        new TrainerOptions { Seed = 5, Threads = 1, WeightCheckSteps = 1, Transforms = [new RandomShift(1)] },
        seed => new NormalizedClassifier(seed), (network, options) => network.CreateTrainer(new AdamW(0.01f), 16, options));

    [Fact]
    public void Running_statistics_are_the_mean_of_the_ranks()
    {
        Dataset data = TrainingData.Pictures(10, 1);
        float[] Statistics(NormalizedClassifier network) =>
            [.. network.Parameters.Where(p => p.Name.Contains("running", StringComparison.Ordinal)).SelectMany(p => p.Span.ToArray())];
        float[] Alone(int first, int count)
        {
            NormalizedClassifier network = new(seed: 1);
            using NormalizedClassifier.Trainer trainer = network.CreateTrainer(
                new Sgd(0), 16, new TrainerOptions { Shuffle = false, Threads = 1 });
            trainer.Fit(data.Subset([.. Enumerable.Range(first, count)]), 1);
            return Statistics(network);
        }

        float[][] parts = [Alone(0, 3), Alone(3, 3), Alone(6, 4)];
        float[] seen = ThreadRanks.Run(3, ranks =>
        {
            NormalizedClassifier network = new(seed: 1);
            TrainerOptions options = new() { Shuffle = false, Threads = 1, Communicator = ranks };
            using NormalizedClassifier.Trainer trainer = network.CreateTrainer(new Sgd(0), 16, options);
            trainer.Fit(data, 1);
            return Statistics(network);
        })[2];
        for (int i = 0; i < seen.Length; i++)
        {
            Assert.Equal(((3 * parts[0][i]) + (3 * parts[1][i]) + (4 * parts[2][i])) / 10, seen[i], 1e-6f);
        }
    }

    [Fact]
    public void A_step_takes_each_ranks_part_of_the_batch()
    {
        MaskedClassifier whole = new(seed: 1);
        (double[] inputs, int[] labels) = Arrays(9);
        using MaskedClassifier.Trainer one = whole.CreateTrainer(new AdamW(), 9, new TrainerOptions { Threads = 1 });
        BatchResult expected = one.Step(inputs, labels);
        double[] differences = ThreadRanks.Run(2, ranks =>
        {
            MaskedClassifier network = new(seed: 1);
            using MaskedClassifier.Trainer trainer = network.CreateTrainer(
                new AdamW(), batchSize: 9, options: new TrainerOptions { Threads = 1 }, communicator: ranks);
            Assert.Equal(9, trainer.BatchSize);
            BatchResult result = ranks.Rank == 0
                ? trainer.Step(inputs.AsSpan(0, 4 * 64), labels.AsSpan(0, 4))
                : trainer.Step(inputs.AsSpan(4 * 64), labels.AsSpan(4));
            Assert.Equal((9, expected.Correct), (result.Count, result.Correct));
            Assert.Equal(expected.Loss, result.Loss, 1e-12);
            return Bits.Difference(whole, network);
        });
        Assert.All(differences, difference => Assert.InRange(difference, 0, Rounding));
    }

    [Fact]
    public void Training_in_slices_of_time_takes_as_many_steps_everywhere()
    {
        int[] steps = ThreadRanks.Run(2, ranks =>
        {
            MaskedClassifier network = new(seed: 1);
            using MaskedClassifier.Trainer trainer = network.CreateTrainer(
                new AdamW(), 16, new TrainerOptions { Threads = 1, Communicator = ranks });
            return trainer.TrainFor(TimeSpan.FromMilliseconds(ranks.Rank == 0 ? 50 : 1), TrainingData.Pictures(64, 1)).Steps;
        });
        Assert.Equal(steps[0], steps[1]);
    }

    private static MaskedClassifier.Trainer Pictures(MaskedClassifier network, Optimizer optimizer, int size, TrainerOptions options) =>
        network.CreateTrainer(optimizer, size, options);

    /// <summary>20 steps and more by one and by several ranks, each epoch with a validation.</summary>
    internal static void AssertAlike<TNetwork>(
        int ranks, int batch, TrainerOptions options, Func<TNetwork> create,
        Func<TNetwork, Optimizer, int, TrainerOptions, Trainer<double>> train, Dataset data)
        where TNetwork : Network<double>
    {
        int epochs = 1 + (20 * batch / data.Count);
        TNetwork one = create();
        History expected;
        using (Trainer<double> trainer = train(one, new AdamW(3e-3f), batch, options))
        {
            expected = trainer.Fit(data, epochs, data);
        }

        (TNetwork Network, History History)[] several = ThreadRanks.Run(ranks, communicator =>
        {
            TNetwork network = create();
            using Trainer<double> trainer = train(network, new AdamW(3e-3f), batch, options with { Communicator = communicator });
            return (network, trainer.Fit(data, epochs, data));
        });
        Assert.All(several, each =>
        {
            Assert.InRange(Bits.Difference(one, each.Network), 0, Rounding);
            Assert.All(expected.Zip(each.History), pair =>
            {
                Assert.Equal(pair.First.Loss, pair.Second.Loss, Rounding);
                Assert.Equal(pair.First.Losses.Values.ToArray(), pair.Second.Losses.Values.ToArray(), (a, b) => Math.Abs(a - b) < Rounding);
                Assert.Equal(pair.First.Accuracy, pair.Second.Accuracy);
                Assert.Equal(pair.First.ValidationLoss!.Value, pair.Second.ValidationLoss!.Value, Rounding);
                Assert.Equal(pair.First.ValidationAccuracy, pair.Second.ValidationAccuracy);
            });
        });
        Assert.NotEqual(Bits.Values(create()), Bits.Values(one));
    }

    private static (double[] Inputs, int[] Labels) Arrays(int count)
    {
        Random random = new(1);
        return ([.. Enumerable.Range(0, count * 64).Select(_ => random.NextDouble())], [.. Enumerable.Range(0, count).Select(i => i % 5)]);
    }
}
