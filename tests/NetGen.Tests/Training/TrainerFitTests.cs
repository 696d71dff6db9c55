using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class TrainerFitTests
{
    private readonly FakeNetwork _network = new(new Shape(1));
    private readonly FakeRunner _runner = new(4, 1, classes: 2);

    [Fact]
    public void Each_epoch_takes_every_sample_once_and_the_last_batch_is_smaller()
    {
        using FakeTrainer trainer = Trainer(seed: 1);
        trainer.Fit(FakeData.Numbered(10), epochs: 2);
        Assert.Equal([4, 4, 2, 4, 4, 2], _runner.Batches!.Select(batch => batch.Length));
        float[] all = [.. Enumerable.Range(0, 10).Select(i => (float)i)];
        float[] first = Order(_runner, 0, 3);
        float[] second = Order(_runner, 3, 3);
        Assert.Equal(all, first.Order());
        Assert.Equal(all, second.Order());
        Assert.NotEqual(all, first);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void The_order_depends_on_the_seed_alone()
    {
        float[] once = Run(seed: 7, [2]);
        Assert.Equal(once, Run(seed: 7, [2]));
        Assert.Equal(once, Run(seed: 7, [1, 1]));
        Assert.NotEqual(once, Run(seed: 8, [2]));

        static float[] Run(int seed, int[] runs)
        {
            FakeRunner runner = new(4, 1, classes: 2);
            using FakeTrainer trainer = new(new FakeNetwork(new Shape(1)), runner, new TrainerOptions { Seed = seed });
            foreach (int epochs in runs)
            {
                trainer.Fit(FakeData.Numbered(10), epochs);
            }

            return Order(runner, 0, runner.Runs);
        }
    }

    [Fact]
    public void The_order_for_a_seed_is_the_same_on_every_platform_and_in_every_version()
    {
        using FakeTrainer trainer = Trainer(seed: 1);
        trainer.Fit(FakeData.Numbered(10), epochs: 1);
        Assert.Equal(KnownOrder, Order(_runner, 0, 3));
    }

    [Fact]
    public void Without_shuffling_the_order_is_that_of_the_data()
    {
        using FakeTrainer trainer = new(_network, _runner, new TrainerOptions { Shuffle = false });
        trainer.Fit(FakeData.Numbered(6), epochs: 1);
        Assert.Equal([0, 1, 2, 3, 4, 5], Order(_runner, 0, 2));
    }

    [Fact]
    public void The_metrics_weigh_each_sample_equally()
    {
        _runner.Answer = count => new BatchResult(count == 4 ? 1 : 4, count / 2, count, count);
        _network.Answer = () => new Evaluation(0.5, 0.75, 8);
        using FakeTrainer trainer = Trainer();
        History history = trainer.Fit(FakeData.Numbered(6), epochs: 2, validation: FakeData.Numbered(8));
        Assert.Equal([1, 2], history.Select(epoch => epoch.Epoch));
        Assert.Equal((2, 0.5), (history.Last.Loss, history.Last.Accuracy!.Value));
        Assert.Equal((0.5, 0.75), (history[0].ValidationLoss!.Value, history[0].ValidationAccuracy!.Value));
        Assert.Equal(0.5, history[0].LearningRate);
        Assert.True(history[0].Seconds > 0 && history[0].SamplesPerSecond > 0);
    }

    [Fact]
    public void Target_values_are_staged_and_give_no_accuracy()
    {
        FakeRunner runner = new(4, 1, targetSize: 2);
        using FakeTrainer trainer = new(_network, runner, new TrainerOptions { Shuffle = false });
        History history = trainer.Fit(Dataset.FromTargets([1f, 2f], [3f, 4f, 5f, 6f], new Shape(1), 2), epochs: 1);
        Assert.Equal([3f, 4f, 5f, 6f], runner.Targets(0)[..4].ToArray());
        Assert.Null(history.Last.Accuracy);
        Assert.Null(history.Last.ValidationLoss);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_loss_that_is_not_finite_ends_the_run(double loss)
    {
        _runner.Answer = count => new BatchResult(_runner.Runs == 5 ? loss : 1, 0, count, count);
        using FakeTrainer trainer = Trainer();
        TrainingException exception = Assert.Throws<TrainingException>(() => trainer.Fit(FakeData.Numbered(10), epochs: 3));
        Assert.Equal((2, 2, loss), (exception.Epoch, exception.Step, exception.Loss));
        Assert.Contains("epoch 2, step 2", exception.Message, StringComparison.Ordinal);
        Assert.Equal(5, _runner.Runs);
    }

    [Fact]
    public void Cancellation_ends_the_run_between_two_steps()
    {
        using CancellationTokenSource source = new();
        _runner.Answer = count =>
        {
            if (_runner.Runs == 4)
            {
                source.Cancel();
            }

            return new BatchResult(1, 0, count, count);
        };
        Recorder recorder = new("a", []);
        using FakeTrainer trainer = Trainer();
        Assert.Throws<OperationCanceledException>(
            () => trainer.Fit(FakeData.Numbered(10), 3, callbacks: [recorder], cancellationToken: source.Token));
        Assert.Equal(4, _runner.Runs);
        Assert.Equal(["a begin 0", "a epoch 1"], recorder.Calls);
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(FakeData.Numbered(10), 3, cancellationToken: source.Token));
        Assert.Equal(4, _runner.Runs);
    }

    [Fact]
    public void Callbacks_are_called_in_order_and_may_stop_the_run()
    {
        List<string> calls = [];
        using FakeTrainer trainer = Trainer();
        History history = trainer.Fit(
            FakeData.Numbered(4), epochs: 5, callbacks: [new Recorder("a", calls), new Recorder("b", calls, stopAt: 2)]);
        Assert.Equal(["a begin 0", "b begin 0", "a epoch 1", "b epoch 1", "a epoch 2", "b epoch 2", "a end 2", "b end 2"], calls);
        Assert.Equal(2, history.Count);
    }

    [Fact]
    public void Data_that_does_not_fit_is_refused_with_both_sides()
    {
        using FakeTrainer trainer = Trainer();
        Dataset fits = FakeData.Numbered(4);
        Expect("samples have shape 2×3; the network takes 1", Dataset.FromArrays(new float[6], [0], new Shape(2, 3)));
        Expect("labels of 3 classes; the network's loss takes labels of 2 classes", Dataset.FromArrays(new float[1], [2], new Shape(1)));
        Expect(
            "4 target values per sample; the network's loss takes labels",
            Dataset.FromTargets(new float[1], new float[4], new Shape(1), 4));
        Assert.Contains(
            "shape 2",
            Assert.Throws<ArgumentException>(() => trainer.Fit(fits, 1, Dataset.FromArrays(new float[2], [0], new Shape(2)))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(fits, 0));
        Assert.Throws<ArgumentException>(() => trainer.Fit(fits, 1, callbacks: [null!]));
        Assert.Equal(0, _runner.Runs);

        using FakeTrainer regression = new(_network, new FakeRunner(4, 1, targetSize: 2));
        Assert.Contains(
            "labels of 2 classes; the network's loss takes 2 target values",
            Assert.Throws<ArgumentException>(() => regression.Fit(fits, 1)).Message,
            StringComparison.Ordinal);

        void Expect(string message, Dataset data) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => trainer.Fit(data, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_fit_a_flat_network_but_not_another_order_of_the_dimensions()
    {
        Dataset images = Dataset.FromImages(new byte[24], [1], new Shape(2, 3, 4));
        Fit(new Shape(24));
        Fit(new Shape(1, 2, 3, 4));
        Assert.Throws<ArgumentException>(() => Fit(new Shape(3, 4, 2)));
        Assert.Throws<ArgumentException>(() => Fit(new Shape(6, 4)));

        void Fit(Shape network)
        {
            using FakeTrainer trainer = new(new FakeNetwork(network), new FakeRunner(1, network, classes: 2));
            trainer.Fit(images, 1);
        }
    }

    [Fact]
    public void The_steps_of_an_epoch_allocate_nothing()
    {
        long[] seen = new long[300];
        _runner.Batches = null;
        _runner.Answer = count =>
        {
            seen[_runner.Runs - 1] = GC.GetAllocatedBytesForCurrentThread();
            return new BatchResult(1, 0, count, count);
        };
        int reports = 0;
        using FakeTrainer trainer = Trainer();
        trainer.Fit(FakeData.Numbered(4 * 100), epochs: 3, progress: new DirectProgress(_ => reports++));
        for (int i = 201; i < 300; i++)
        {
            Assert.Equal(seen[i - 1], seen[i]);
        }

        Assert.True(reports >= 3);
    }

    [Fact]
    public void Progress_is_reported_at_a_bounded_rate_and_at_each_epochs_end()
    {
        List<TrainingProgress> reports = [];
        using FakeTrainer trainer = Trainer();
        History history = trainer.Fit(FakeData.Numbered(4000), epochs: 2, progress: new DirectProgress(reports.Add));
        double seconds = reports[^1].Elapsed.TotalSeconds;
        Assert.InRange(reports.Count, 3, 3 + (int)(10 * seconds));
        Assert.Equal(history, reports.Where(report => report.Completed is not null).Select(report => report.Completed!));
        TrainingProgress last = reports[^1];
        Assert.Equal((2, 2, 1000, 1000), (last.Epoch, last.Epochs, last.Step, last.Steps));
        Assert.Equal(TimeSpan.Zero, last.Remaining);
        Assert.Equal((1, 0, 0.5), (last.Loss, last.Accuracy!.Value, last.LearningRate));
        Assert.True(reports[0].Remaining > TimeSpan.Zero && reports[0].SamplesPerSecond > 0);
    }

    [Fact]
    public void Evaluation_runs_over_all_samples_in_order_and_weighs_them_equally()
    {
        FakeRunner runner = new(4, 1, classes: 2) { Answer = count => new BatchResult(count, count - 1, count, count) };
        Evaluation evaluation = EvaluationLoop.Run(runner, FakeData.Numbered(6), [], default);
        Assert.Equal([0, 1, 2, 3, 4, 5], Order(runner, 0, 2));
        Assert.Equal(new Evaluation(20 / 6d, 4 / 6d, 6), evaluation);
        Assert.Throws<ArgumentException>(() => EvaluationLoop.Run(new FakeRunner(4, 3, classes: 2), FakeData.Numbered(6), [], default));

        FakeRunner values = new(4, 1, targetSize: 1);
        Assert.Null(EvaluationLoop.Run(values, Dataset.FromTargets(new float[2], new float[2], new Shape(1), 1), [], default).Accuracy);
    }

    private static readonly float[] KnownOrder = [9, 8, 4, 2, 0, 6, 3, 5, 1, 7];

    private FakeTrainer Trainer(int seed = 0) => new(_network, _runner, new TrainerOptions { Seed = seed });

    private static float[] Order(FakeRunner runner, int first, int count) =>
        [.. runner.Batches!.Skip(first).Take(count).SelectMany(batch => batch)];

    private sealed class Recorder(string name, List<string> calls, int stopAt = 0) : Callback
    {
        public List<string> Calls => calls;

        public override void OnTrainBegin(TrainingContext context) => calls.Add($"{name} begin {context.History.Count}");

        public override void OnEpochEnd(TrainingContext context)
        {
            calls.Add($"{name} epoch {context.Metrics.Epoch}");
            if (context.Metrics.Epoch == stopAt)
            {
                context.Stop();
            }
        }

        public override void OnTrainEnd(TrainingContext context) => calls.Add($"{name} end {context.History.Count}");
    }
}
