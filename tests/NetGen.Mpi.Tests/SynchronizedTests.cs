using Xunit;

namespace NetGen.Mpi.Tests;

/// <summary>BatchNorm by the statistics of all ranks.</summary>
public sealed class SynchronizedTests
{
    /// <summary>Of 134 samples: the last batch may leave ranks without one, or have one, which is normalized as in a prediction.</summary>
    public static TheoryData<int, int, int> Sizes =>
        new() { { 4, 64, 1 }, { 4, 64, 2 }, { 4, 64, 3 }, { 3, 20, 1 }, { 4, 19, 2 }, { 2, 7, 1 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Several_ranks_make_the_updates_of_one_with_the_whole_batch(int ranks, int batch, int threads) =>
        DataParallelTests.AssertAlike(
            ranks, batch, new TrainerOptions { Seed = 3, Threads = threads, WeightCheckSteps = 1 },
            () => new SynchronizedClassifier(seed: 1),
            (network, optimizer, size, options) => network.CreateTrainer(optimizer, size, options), TrainingData.Pictures(134, 1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_rank_without_a_sample_goes_through_every_kind_of_kernel(int threads) =>
        DataParallelTests.AssertAlike(
            3, 16, new TrainerOptions { Seed = 2, Threads = threads }, () => new SynchronizedReader(seed: 1),
            (network, optimizer, size, options) => network.CreateTrainer(optimizer, size, options), TrainingData.Sequences(34, 1));

    [Fact]
    public void Frozen_stages_leave_out_the_same_sums_in_all_ranks()
    {
        SynchronizedClassifier Train(ICommunicator? ranks)
        {
            SynchronizedClassifier network = new(seed: 1);
            using SynchronizedClassifier.Trainer trainer = network.CreateTrainer(
                new AdamW(3e-3f), 16, new TrainerOptions { Seed = 3, Threads = 1, Communicator = ranks });
            trainer.Freeze(network.Stem, network.Wide);
            trainer.Fit(TrainingData.Pictures(83, 1), 2);
            return network;
        }

        SynchronizedClassifier one = Train(null);
        double[] differences = ThreadRanks.Run(3, ranks => Bits.Difference(one, Train(ranks)));
        Assert.All(differences, difference => Assert.InRange(difference, 0, 1e-10));
    }

    [Fact]
    public void Alone_it_has_the_bits_of_what_is_not_synchronized()
    {
        TrainerOptions options = new() { Seed = 5, Threads = 2 };
        NormalizedClassifier plain = new(seed: 1);
        using (NormalizedClassifier.Trainer trainer = plain.CreateTrainer(new AdamW(0.01f), 16, options))
        {
            trainer.Fit(TrainingData.Pictures(150, 1), 3);
        }

        SynchronizedTwin twin = new(seed: 1);
        using (SynchronizedTwin.Trainer trainer = twin.CreateTrainer(new AdamW(0.01f), 16, options))
        {
            trainer.Fit(TrainingData.Pictures(150, 1), 3);
        }

        Assert.Equal(Bits.Of(plain), Bits.Of(twin));
    }

    [Fact]
    public void Ranks_have_equal_bits_after_each_epoch_and_a_run_repeats_them() => BitsOfEpochs.AssertEqualAndRepeated(
        new TrainerOptions { Seed = 5, Threads = 2, WeightCheckSteps = 1 }, seed => new SynchronizedTwin(seed),
        (network, options) => network.CreateTrainer(new AdamW(0.01f), 16, options));

    [Fact]
    public void One_sample_in_each_rank_is_a_batch_where_one_alone_is_refused()
    {
        (double[] inputs, int[] labels) = ([.. Enumerable.Range(0, 3 * 64).Select(i => Math.Sin(i))], [0, 1, 2]);
        SynchronizedClassifier whole = new(seed: 1);
        using SynchronizedClassifier.Trainer one = whole.CreateTrainer(new Sgd(0.1f), 3, new TrainerOptions { Threads = 1 });
        one.Step(inputs, labels);
        Assert.Contains("more than one value", Assert.Throws<ArgumentException>(
            () => one.Step(inputs.AsSpan(0, 64), labels.AsSpan(0, 1))).Message, StringComparison.Ordinal);
        double[] differences = ThreadRanks.Run(3, ranks =>
        {
            SynchronizedClassifier network = new(seed: 1);
            using SynchronizedClassifier.Trainer trainer = network.CreateTrainer(
                new Sgd(0.1f), 3, ranks, new TrainerOptions { Threads = 1 });
            trainer.Step(inputs.AsSpan(ranks.Rank * 64, 64), labels.AsSpan(ranks.Rank, 1));
            return Bits.Difference(whole, network);
        });
        Assert.All(differences, difference => Assert.InRange(difference, 0, 1e-10));
    }

    [Fact]
    public void Sequences_that_are_shorter_than_declared_count_by_their_positions()
    {
        double[] inputs = [.. Enumerable.Range(0, 5 * 4 * 4).Select(i => Math.Sin(i * i))], targets = new double[5 * 4 * 2];
        SynchronizedPositions whole = new(seed: 1);
        using SynchronizedPositions.Trainer one = whole.CreateTrainer(new Sgd(0.1f), 5, new TrainerOptions { Threads = 1 });
        one.Step(inputs, targets, length: 4);
        double[] differences = ThreadRanks.Run(2, ranks =>
        {
            SynchronizedPositions network = new(seed: 1);
            using SynchronizedPositions.Trainer trainer = network.CreateTrainer(
                new Sgd(0.1f), 5, ranks, new TrainerOptions { Threads = 1 });
            (int first, int end) = ranks.Rank == 0 ? (0, 2) : (2, 5);
            trainer.Step(inputs.AsSpan()[(first * 16)..(end * 16)], targets.AsSpan()[(first * 8)..(end * 8)], length: 4);
            return Bits.Difference(whole, network);
        });
        Assert.All(differences, difference => Assert.InRange(difference, 0, 1e-10));
    }

    [Fact]
    public void A_rank_whose_sequences_are_not_as_long_as_the_first_ones_is_named()
    {
        CommunicationException failure = Assert.Throws<CommunicationException>(() => ThreadRanks.Run(2, ranks =>
        {
            int length = 4 + ranks.Rank;
            using SynchronizedPositions.Trainer trainer = new SynchronizedPositions(seed: 1).CreateTrainer(new AdamW(), 4, ranks);
            return trainer.Step(new double[2 * length * 4], new double[2 * length * 2], length).Loss;
        }));
        Assert.Contains("The sequences of process 1 are not as long as those of process 0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_number_is_not_finite_is_found_though_all_ranks_have_it()
    {
        Dataset data = TrainingData.BeyondFloat();
        string[] messages = ThreadRanks.Run(2, ranks =>
        {
            SynchronizedTwin network = new(seed: 1);
            string before = Bits.Of(network);
            using SynchronizedTwin.Trainer trainer = network.CreateTrainer(
                new AdamW(), 16, new TrainerOptions { Threads = 2, Communicator = ranks, Shuffle = false });
            TrainingException failure = Assert.Throws<TrainingException>(() => trainer.Fit(data, 1));
            Assert.Equal(before, Bits.Of(network));
            return failure.Message;
        });
        Assert.Contains("Stem", messages[1], StringComparison.Ordinal);
    }
}
