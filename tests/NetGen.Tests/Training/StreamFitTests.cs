using System.Globalization;
using NetGen.Tests.Data.Streams;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class StreamFitTests
{
    private const int Samples = 22, Size = 4;

    private static readonly Dataset s_data = StepData.Dataset(Samples, seed: 5);

    [Theory]
    [InlineData(4, false)]
    [InlineData(8, true)]
    [InlineData(1000, false)]
    public void Unshuffled_a_stream_trains_as_the_dataset_does_to_the_bit(int blockSize, bool dropLast)
    {
        TrainerOptions options = new() { Seed = 3, Shuffle = false, DropLast = dropLast, BlockSize = blockSize, GradientAccumulation = 2 };
        StepClassifier whole = new(seed: 1), read = new(seed: 1), ahead = new(seed: 1);
        History expected = Fit(whole, s_data, options), history = Fit(read, Streamed(Samples), options);
        Fit(ahead, Streamed(null).Prefetch(2), options);
        Assert.Equal(StepData.Bits(whole), StepData.Bits(read));
        Assert.Equal(StepData.Bits(whole), StepData.Bits(ahead));
        Assert.Equal(Losses(expected), Losses(history));
        Assert.Equal(whole.Evaluate(s_data, [new F1Score()]), read.Evaluate(Streamed(null), [new F1Score()]));

        static IEnumerable<(double, double?)> Losses(History history) => history.Select(epoch => (epoch.Loss, epoch.ValidationLoss));

        static History Fit(StepClassifier network, DataStream data, TrainerOptions options)
        {
            using StepClassifier.Trainer trainer = network.CreateTrainer(new AdamW(0.01f), Size, options);
            return trainer.Fit(data, 3, validation: data);
        }
    }

    [Fact]
    public void Batches_that_are_changed_ahead_are_those_of_the_dataset_whatever_the_blocks()
    {
        int[][] bits = [.. new[] { s_data, Streamed(Samples) }.Select(data =>
        {
            StepClassifier network = new(seed: 1);
            TrainerOptions options = new() { Seed = 3, Shuffle = false, BlockSize = Size, Transforms = [new RandomNoise(0.1)] };
            using StepClassifier.Trainer trainer = network.CreateTrainer(new AdamW(0.01f), Size, options);
            trainer.Fit(data, 2);
            return StepData.Bits(network);
        })];
        Assert.Equal(bits[0], bits[1]);
    }

    [Fact]
    public void One_feed_serves_all_blocks_which_have_several_batches_however_large_samples_are()
    {
        FakeRunner runner = new(Size, 1, classes: 2);
        using StreamedSamples<float> samples = new(
            Numbered(3 * Size), Size, block => new(runner, block, "train", checksAll: false), loader => new(runner, loader));
        Assert.Single(samples.ReadBlocks(CancellationToken.None).Select(samples.FeedOf).Distinct());

        Assert.Equal(16 * 64, RunSamples<float>.BlockSizeOf(FakePlan.Of(new Shape(3, 224, 224), classes: 2), 64));
        Assert.Equal(3 * 64, RunSamples<float>.BlockSizeOf(FakePlan.Of(new Shape(1 << 23), classes: 2), 64));
        Assert.Equal(64, RunSamples<float>.BlockSizeOf(FakePlan.Of(new Shape(1 << 25), classes: 2), 64));
        Assert.Equal(65536, RunSamples<float>.BlockSizeOf(FakePlan.Of(new Shape(1), classes: 2), 64));
        Assert.Equal(64, RunSamples<float>.BlockSizeOf(FakePlan.Of(new Shape(3, 224, 224), classes: 2), 64, wanted: 1));
    }

    [Fact]
    public void A_dataset_that_is_called_a_stream_is_shuffled_as_a_whole()
    {
        FakeRunner direct = new(4, 1, classes: 2), stream = new(4, 1, classes: 2);
        using FakeTrainer first = new(new FakeNetwork(new Shape(1)), direct), second = new(new FakeNetwork(new Shape(1)), stream);
        first.Fit(FakeData.Numbered(50), 2);
        second.Fit(DataStream.FromDataset(FakeData.Numbered(50)), 2);
        Assert.Equal(direct.Batches!.SelectMany(batch => batch), stream.Batches!.SelectMany(batch => batch));
    }

    [Fact]
    public void A_block_is_shuffled_in_itself_each_in_another_order_anew_in_each_epoch()
    {
        FakeRunner runner = new(4, 1, classes: 2);
        using FakeTrainer trainer = new(new FakeNetwork(new Shape(1)), runner, new TrainerOptions { Seed = 1, BlockSize = 10 });
        trainer.Fit(Numbered(30), 2);

        // 10 samples are no whole number of batches of 4: blocks have 12.
        float[] order = [.. runner.Batches!.SelectMany(batch => batch)];
        float[][] blocks = [order[..12], order[12..24], order[24..30], order[30..42]];
        Assert.Equal([0, 12, 24, 0], blocks.Select(block => block.Min()));
        Assert.Equal([11, 23, 29, 11], blocks.Select(block => block.Max()));
        Assert.NotEqual(blocks[0], blocks[1].Select(value => value - 12));
        Assert.NotEqual(blocks[0], blocks[3]);
        Assert.All(blocks, block => Assert.NotEqual(block.Order(), block));
    }

    [Theory]
    [InlineData("counted")]
    [InlineData("uncounted")]
    [InlineData("prefetched")]
    public void A_run_that_goes_on_from_any_step_ends_with_the_same_bits(string name)
    {
        const int epochs = 2, steps = 6;
        DataStream data = name == "counted" ? Streamed(Samples) : name == "prefetched" ? Streamed(null).Prefetch() : Streamed(null);
        TrainerOptions options = new() { Seed = 3, BlockSize = 8, GradientAccumulation = 2 };
        StepClassifier whole = new(seed: 1);
        using (StepClassifier.Trainer trainer = whole.CreateTrainer(new AdamW(0.01f), Size, options))
        {
            trainer.Fit(data, epochs);
        }

        for (int step = 1; step <= epochs * steps; step++)
        {
            using TempFolder folder = new();
            using (StepClassifier.Trainer trainer = new StepClassifier(seed: 1).CreateTrainer(new AdamW(0.01f), Size, options))
            {
                trainer.Fit(data, epochs, callbacks: [new StopAt(step), new Checkpointing(folder.Path, everySteps: 1)]);
            }

            Assert.Equal(step, StepOfNewest(folder));
            StepClassifier other = new(seed: 7);
            using StepClassifier.Trainer second = other.CreateTrainer(new AdamW(0.01f), Size, options);
            Assert.Equal(epochs, second.Fit(data, epochs, callbacks: [new Checkpointing(folder.Path)]).Count);
            Assert.Equal(StepData.Bits(whole), StepData.Bits(other));
            Assert.Equal(epochs * steps, StepOfNewest(folder));
        }

        static int StepOfNewest(TempFolder folder) => int.Parse(
            Path.GetFileNameWithoutExtension(Checkpointing.Newest(folder.Path)!)[^12..], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_checkpoint_of_other_blocks_or_of_a_dataset_is_refused()
    {
        using TempFolder folder = new();
        Fit(folder, Streamed(null), 8);
        Assert.Contains("in blocks of 8; the data has", Throws(Streamed(null), 12), StringComparison.Ordinal);
        Assert.Contains(
            "an unknown number of samples, read in blocks of 8; the data has 22 samples.", Throws(s_data, 8), StringComparison.Ordinal);

        string Throws(DataStream data, int blockSize) => Assert.Throws<ArgumentException>(() => Fit(folder, data, blockSize)).Message;

        static void Fit(TempFolder folder, DataStream data, int blockSize)
        {
            using StepClassifier.Trainer trainer = new StepClassifier(seed: 1).CreateTrainer(
                new AdamW(), Size, new TrainerOptions { BlockSize = blockSize });
            trainer.Fit(data, 2, callbacks: [new StopAt(3), new Checkpointing(folder.Path, everySteps: 1)]);
        }
    }

    [Fact]
    public void A_schedule_that_needs_the_number_of_steps_says_what_to_do()
    {
        using StepClassifier.Trainer trainer = new StepClassifier(seed: 1).CreateTrainer(
            new Sgd(0.1f) { Schedule = new CosineDecay() }, Size);
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => trainer.Fit(Streamed(null), 2));
        Assert.Contains("CosineDecay needs to know its number of steps", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("DataStream.WithCount", thrown.Message, StringComparison.Ordinal);

        FakeSchedule whole = new(), counted = new();
        foreach (FakeSchedule schedule in new[] { whole, counted })
        {
            DataStream data = schedule == whole ? FakeData.Numbered(10) : Numbered(10).WithCount(10);
            using FakeTrainer other = new(new FakeNetwork(new Shape(1)), new FakeRunner(4, 1, classes: 2), schedule: schedule);
            other.Fit(data, 2);
        }

        Assert.Equal(whole.Positions[^6..], counted.Positions[^6..]);
        Assert.Equal(new TrainingPosition(5, 1.8, 6, 2), counted.Positions[^1]);
    }

    [Fact]
    public void A_stream_of_none_of_too_few_or_of_another_number_is_said()
    {
        using FakeTrainer all = Trainer(new()), full = Trainer(new() { DropLast = true });
        Throws<InvalidOperationException>("no samples", all, Numbered(0));
        Throws<ArgumentException>("The samples of the stream make no batch of 4", full, Numbered(3));
        Throws<InvalidOperationException>("gave 5", all, Numbered(5).WithCount(6));
        Throws<InvalidOperationException>("gave others", all, new Ragged());

        static void Throws<T>(string message, FakeTrainer trainer, DataStream data)
            where T : Exception =>
            Assert.Contains(message, Assert.Throws<T>(() => trainer.Fit(data, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_of_the_reader_and_a_cancellation_reach_the_caller_and_training_may_go_on()
    {
        using FakeTrainer trainer = Trainer(new() { BlockSize = 4 });
        IEnumerable<int> numbers = Streams.Numbers(30).Select(i => i < 20 ? i : throw new FormatException("20"));
        DataStream failing = DataStream.From(numbers, SampleLayout.ForClasses(new Shape(1), 2), Write);
        Assert.Equal("20", Assert.Throws<FormatException>(() => trainer.Fit(failing.Prefetch(), 1)).Message);
        using CancellationTokenSource source = new();
        Assert.ThrowsAny<OperationCanceledException>(
            () => trainer.Fit(Numbered(30).Prefetch(), 1, callbacks: [new At(3, source.Cancel)], cancellationToken: source.Token));
        Assert.Single(trainer.Fit(Numbered(30), 1));
    }

    [Fact]
    public void Progress_knows_the_steps_from_the_second_epoch_on()
    {
        using FakeTrainer trainer = new(new FakeNetwork(new Shape(1)), new FakeRunner(4, 1, classes: 2));
        List<TrainingProgress> told = [];
        using StringWriter text = new();
        using (ConsoleProgress console = new(text, isTerminal: true, width: 100))
        {
            trainer.Fit(Numbered(30), 2, progress: new DirectProgress(value =>
            {
                told.Add(value);
                console.Report(value);
            }));
        }

        Assert.Equal((0, TimeSpan.Zero), (told[0].Steps, told[0].Remaining));
        Assert.Equal((8, 8, TimeSpan.Zero), (told[^1].Steps, told[^1].Step, told[^1].Remaining));
        Assert.Contains("epoch 1/2  step 1  loss", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_of_a_stream_allocate_nothing()
    {
        using StepClassifier.Trainer trainer = new StepClassifier(seed: 1).CreateTrainer(
            new Sgd(0.01f), Size, new TrainerOptions { Threads = 1, BlockSize = 400 });
        Bytes bytes = new(400 / Size);
        trainer.Fit(DataStream.From(new int[1200], SampleLayout.ForClasses(StepData.Shape, 3), (_, _) => { }), 1, callbacks: [bytes]);
        Assert.Equal(0, bytes.Least);
    }

    private static FakeTrainer Trainer(TrainerOptions options) =>
        new(new FakeNetwork(new Shape(1)), new FakeRunner(4, 1, classes: 2), options);

    private static DataStream Streamed(long? count)
    {
        int size = StepData.Shape.Size;
        (float[] inputs, int[] labels) = StepData.Batch(Samples, seed: 5);
        DataStream stream = DataStream.From(() => Streams.Numbers(Samples), SampleLayout.ForClasses(StepData.Shape, 3), (i, sample) =>
        {
            inputs.AsSpan(i * size, size).CopyTo(sample.Values());
            sample.Label = labels[i];
        });
        return count is { } known ? stream.WithCount(known) : stream;
    }

    private static DataStream Numbered(int count) =>
        DataStream.From(() => Streams.Numbers(count), SampleLayout.ForClasses(new Shape(1), 2), Write);

    private static void Write(int number, SampleSlot sample) => (sample.Values()[0], sample.Label) = (number, number % 2);

    private sealed class StopAt(int step) : Callback
    {
        public override void OnStepEnd(TrainingContext context)
        {
            if (context.TotalSteps == step)
            {
                context.StopAfterStep();
            }
        }
    }

    private sealed class At(int step, Action action) : Callback
    {
        public override void OnStepEnd(TrainingContext context)
        {
            if (context.TotalSteps == step)
            {
                action();
            }
        }
    }

    private sealed class Ragged : DataStream
    {
        public override IEnumerable<Dataset> ReadBlocks(int blockSize, CancellationToken cancellationToken = default) =>
            [FakeData.Numbered(3), FakeData.Numbered(3)];
    }

    /// <summary>Bytes between the steps of a block; the first of them begins it.</summary>
    private sealed class Bytes(int stepsOfBlock) : Callback
    {
        private long _before;

        public long Least { get; private set; } = long.MaxValue;

        public override void OnStepEnd(TrainingContext context)
        {
            if (context.Step % stepsOfBlock == 0)
            {
                Least = Math.Min(Least, GC.GetAllocatedBytesForCurrentThread() - _before);
            }
            else if (context.Step % stepsOfBlock == 1)
            {
                _before = GC.GetAllocatedBytesForCurrentThread();
            }
        }
    }
}
