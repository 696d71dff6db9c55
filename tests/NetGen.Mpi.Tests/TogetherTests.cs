using Xunit;

namespace NetGen.Mpi.Tests;

/// <summary>What ranks decide together, what one of them alone may do, and what ends them all.</summary>
public sealed class TogetherTests
{
    [Fact]
    public void A_weight_that_one_rank_changes_alone_is_found_and_the_rank_named()
    {
        CommunicationException failure = Assert.Throws<CommunicationException>(() => Train(3, (_, network) =>
            new EachStep(context => network.Head["linear0.bias"].Span[0] += context is { Rank: 2, TotalSteps: 4 } ? 1e-6f : 0),
            checkSteps: 1));
        Assert.Contains("The weights of process 2 are not those of process 0", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_stop_that_one_rank_asks_for_ends_all_at_the_same_step(int who)
    {
        int[] steps = Train(2, (ranks, _) => new EachStep(context =>
        {
            if (ranks.Rank == who && context.TotalSteps == 3)
            {
                context.StopAfterStep();
            }
        }));
        Assert.Equal([4, 4], steps);
    }

    [Fact]
    public void A_stop_after_the_epoch_is_everyones() => Assert.Equal([10, 10], Train(2, (ranks, _) => new EachStep(context =>
    {
        if (ranks.Rank == 1)
        {
            context.Stop();
        }
    })));

    [Fact]
    public void A_cancellation_of_one_rank_ends_all()
    {
        Type[] ends = ThreadRanks.Run(2, ranks =>
        {
            using CancellationTokenSource cancellation = new();
            NormalizedClassifier network = new(seed: 1);
            using NormalizedClassifier.Trainer trainer = network.CreateTrainer(
                new AdamW(), 16, new TrainerOptions { Threads = 1, Communicator = ranks });
            EachStep callback = new(context =>
            {
                if (ranks.Rank == 1 && context.TotalSteps == 5)
                {
                    cancellation.Cancel();
                }
            });
            Exception end = Record.Exception(() => trainer.Fit(
                TrainingData.Pictures(150, 1), 3, callbacks: [callback], cancellationToken: cancellation.Token));
            Assert.True(callback.WasCancelled);
            return end.GetType();
        });
        Assert.All(ends, end => Assert.Equal(typeof(OperationCanceledException), end));
    }

    [Fact]
    public void A_failure_of_one_rank_ends_the_others_with_its_reason()
    {
        string?[] messages = ThreadRanks.Run(2, ranks =>
        {
            NormalizedClassifier network = new(seed: 1);
            using NormalizedClassifier.Trainer trainer = network.CreateTrainer(
                new AdamW(), 16, new TrainerOptions { Threads = 1, Communicator = ranks });
            EachStep callback = new(context =>
            {
                if (context is { Rank: 1, TotalSteps: 3 })
                {
                    throw new IOException("the disk is gone");
                }
            });
            return Record.Exception(() => trainer.Fit(TrainingData.Pictures(150, 1), 3, callbacks: [callback]))?.Message;
        });
        Assert.Equal("the disk is gone", messages[1]);
        Assert.Equal("Rank 1: IOException: the disk is gone", messages[0]);
    }

    [Fact]
    public void A_number_that_is_not_finite_in_one_rank_stops_all_with_their_weights()
    {
        Dataset data = TrainingData.BeyondFloat();
        string[] bits = ThreadRanks.Run(2, ranks =>
        {
            NormalizedClassifier network = new(seed: 1);
            string before = Bits.Of(network);
            using NormalizedClassifier.Trainer trainer = network.CreateTrainer(
                new AdamW(), 16, new TrainerOptions { Threads = 1, Communicator = ranks, Shuffle = false });
            TrainingException failure = Assert.Throws<TrainingException>(() => trainer.Fit(data, 1));
            Assert.Equal((1, 1), (failure.Epoch, failure.Step));
            Assert.Equal(before, Bits.Of(network));
            return before;
        });
        Assert.Equal(bits[0], bits[1]);
    }

    [Fact]
    public void The_first_rank_alone_reports()
    {
        (int Told, int Called)[] seen = ThreadRanks.Run(2, ranks =>
        {
            NormalizedClassifier network = new(seed: 1);
            using NormalizedClassifier.Trainer trainer = network.CreateTrainer(
                new AdamW(), 16, new TrainerOptions { Threads = 1, Communicator = ranks });
            Told told = new();
            Reporter reporter = new();
            trainer.Fit(TrainingData.Pictures(64, 1), 2, callbacks: [reporter], progress: told);
            return (told.Count, reporter.Epochs);
        });
        Assert.True(seen[0].Told >= 2);
        Assert.Equal(2, seen[0].Called);
        Assert.Equal((0, 0), seen[1]);
    }

    [Fact]
    public void A_batch_that_leaves_a_rank_without_a_sample_is_refused() =>
        Assert.Contains(
            "divided among 3 processes", Assert.Throws<ArgumentOutOfRangeException>(() => Make(3, _ => 2)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_rank_with_another_batch_size_is_named() => Assert.Contains(
        "batch size of process 1", Assert.Throws<CommunicationException>(() => Make(2, rank => 16 + rank)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_communicator_of_one_changes_nothing()
    {
        string Trained(TrainerOptions options)
        {
            NormalizedClassifier network = new(seed: 1);
            using NormalizedClassifier.Trainer trainer = network.CreateTrainer(new AdamW(), 16, options);
            trainer.Fit(TrainingData.Pictures(64, 1), 2);
            return Bits.Of(network);
        }

        TrainerOptions options = new() { Threads = 1 };
        Assert.Equal(Trained(options), ThreadRanks.Run(1, ranks => Trained(options with { Communicator = ranks }))[0]);
    }

    private static bool[] Make(int size, Func<int, int> batch) => ThreadRanks.Run(size, ranks =>
    {
        using NormalizedClassifier.Trainer trainer = new NormalizedClassifier(seed: 1).CreateTrainer(
            new AdamW(), batch(ranks.Rank), new TrainerOptions { Threads = 1, Communicator = ranks });
        return true;
    });

    /// <summary>Trains for three epochs of ten steps; gives the steps that each rank made.</summary>
    private static int[] Train(int size, Func<ICommunicator, NormalizedClassifier, EachStep> callback, int checkSteps = 0) =>
        ThreadRanks.Run(size, ranks =>
        {
            NormalizedClassifier network = new(seed: 1);
            TrainerOptions options = new() { Threads = 1, Communicator = ranks, WeightCheckSteps = checkSteps };
            using NormalizedClassifier.Trainer trainer = network.CreateTrainer(new AdamW(), 15, options);
            EachStep each = callback(ranks, network);
            trainer.Fit(TrainingData.Pictures(150, 1), 3, callbacks: [each]);
            return each.Steps;
        });

    private sealed class EachStep(Action<TrainingContext> act) : Callback
    {
        public int Steps { get; private set; }

        public bool WasCancelled { get; private set; }

        public override void OnStepEnd(TrainingContext context)
        {
            Steps++;
            act(context);
        }

        public override void OnTrainCancelled(TrainingContext context) => WasCancelled = true;
    }

    private sealed class Reporter : Callback
    {
        public int Epochs { get; private set; }

        public override bool OnlyReports => true;

        public override void OnEpochEnd(TrainingContext context) => Epochs++;
    }

    private sealed class Told : IProgress<TrainingProgress>
    {
        public int Count { get; private set; }

        public void Report(TrainingProgress value) => Count++;
    }
}
