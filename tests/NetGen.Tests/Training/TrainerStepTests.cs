using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class TrainerStepTests
{
    private static readonly Shape Pair = new(2);

    [Fact]
    public void A_step_stages_the_batch_and_returns_the_result()
    {
        FakeRunner runner = new(3, 2, classes: 4) { Answer = count => new BatchResult(0.25, 1, count, count) };
        using FakeTrainer trainer = new(new FakeNetwork(Pair), runner);
        BatchResult result = trainer.Step([1f, 2f, 3f, 4f], [3, 0]);
        Assert.Equal(new BatchResult(0.25, 1, 2, 2), result);
        Assert.Equal([1f, 2f, 3f, 4f], runner.Values(0)[..4].ToArray());
        Assert.Equal([3, 0], runner.Labels(0)[..2].ToArray());
        Assert.Equal(3, trainer.BatchSize);
        Assert.Equal([0.5], trainer.Rates);
    }

    [Fact]
    public void A_step_stages_target_values()
    {
        FakeRunner runner = new(2, 2, targetSize: 3);
        using FakeTrainer trainer = new(new FakeNetwork(Pair), runner);
        Assert.Equal(1, trainer.Step([1f, 2f], [4f, 5f, 6f]).Count);
        Assert.Equal([4f, 5f, 6f], runner.Targets(0)[..3].ToArray());
    }

    [Fact]
    public void Wrong_batches_are_refused_before_anything_runs()
    {
        FakeRunner runner = new(2, 2, classes: 4);
        using FakeTrainer trainer = new(new FakeNetwork(Pair), runner);
        Expect("2 samples of 2 need 4 values, but there are 3", () => trainer.Step(new float[3], new int[2]));
        Expect("1 to 2 samples, not 3", () => trainer.Step(new float[6], new int[3]));
        Expect("1 to 2 samples, not 0", () => trainer.Step([], Array.Empty<int>()));
        Expect("Sample 1 has label 4; labels are 0 to 3", () => trainer.Step(new float[4], [0, 4]));
        Expect("Sample 0 has label -1", () => trainer.Step(new float[4], [-1, 0]));
        Expect("takes a label of 4 classes", () => trainer.Step(new float[4], new float[2]));
        Assert.Equal(0, runner.Runs);

        FakeRunner values = new(2, 2, targetSize: 3);
        using FakeTrainer regression = new(new FakeNetwork(Pair), values);
        using FakeTrainer single = new(new FakeNetwork(Pair), new FakeRunner(1, 2, classes: 4));
        Expect("takes 3 target values per sample, not a label", () => regression.Step(new float[4], new int[2]));
        Expect("4 target values are no whole number of samples of 3", () => regression.Step(new float[2], new float[4]));
        Expect("1 sample of 2 needs 2 values, but there are 4", () => regression.Step(new float[4], new float[3]));
        Expect(
            "takes 3 target values per sample, not a label: give them in the network's number type",
            () => regression.Step(new float[4], new int[2]));
        Expect("1 target value is no whole number of samples of 3", () => regression.Step(new float[2], new float[1]));
        Expect("A batch has 1 to 1 sample, not 2", () => single.Step(new float[4], new int[2]));
        Assert.Equal(0, values.Runs);
    }

    [Fact]
    public void A_warmed_up_step_allocates_nothing()
    {
        FakeRunner runner = new(2, 2, classes: 4) { Batches = null };
        using FakeTrainer trainer = new(new FakeNetwork(Pair), runner);
        float[] inputs = new float[4];
        int[] labels = new int[2];
        trainer.Step(inputs, labels);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            trainer.Step(inputs, labels);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_schedule_scales_the_rate_and_counts_steps_on()
    {
        FakeSchedule schedule = new();
        using FakeTrainer trainer = new(new FakeNetwork(new Shape(1)), new FakeRunner(4, 1, classes: 2), null, schedule);
        trainer.Step([1f], [0]);
        trainer.Fit(FakeData.Numbered(6), epochs: 2);
        Assert.Equal([0.5, 0.25, 0.5 / 3, 0.125, 0.1], trainer.Rates);
        Assert.Equal(
            [new(0, 0, null, null), new(1, 0, 5, 2), new(2, 4 / 6d, 5, 2), new(3, 1, 5, 2), new TrainingPosition(4, 1 + (4 / 6d), 5, 2)],
            schedule.Positions);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    public void A_wrong_factor_is_refused(double factor)
    {
        FakeRunner runner = new(2, 1, classes: 2);
        using FakeTrainer trainer = new(new FakeNetwork(new Shape(1)), runner, null, new FakeSchedule(factor));
        Assert.Throws<InvalidOperationException>(() => trainer.Step([1f], [0]));
        Assert.Equal(0, runner.Runs);
    }

    [Fact]
    public void A_negative_number_of_threads_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>("Threads", () => new TrainerOptions { Threads = -1 });

    [Fact]
    public void A_disposed_trainer_refuses_to_train()
    {
        FakeRunner runner = new(2, 1, classes: 2);
        FakeTrainer trainer = new(new FakeNetwork(new Shape(1)), runner);
        trainer.Dispose();
        trainer.Dispose();
        Assert.True(runner.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => trainer.Step([1f], [0]));
        Assert.Throws<ObjectDisposedException>(() => trainer.Fit(FakeData.Numbered(2), 1));
    }

    private static void Expect(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
