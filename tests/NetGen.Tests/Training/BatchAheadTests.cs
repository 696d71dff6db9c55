using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Batches that are changed beside the step before: nothing else may be seen of it than the time.</summary>
public sealed class BatchAheadTests
{
    private const int Size = 4;

    [Fact]
    public void The_weights_are_the_same_however_fast_batches_are_changed()
    {
        int[][] bits = new int[3][];
        for (int run = 0; run < bits.Length; run++)
        {
            StepClassifier network = new(1);
            int milliseconds = run * 2;
            Waiting waiting = new(step => (step % 3) * milliseconds);
            using StepClassifier.Trainer trainer = Create(network, new RandomShift(1), waiting, new RandomAffine(20), new RandomNoise(0.1));
            trainer.Fit(StepData.Dataset(22, 1), 2);
            bits[run] = StepData.Bits(network);
        }

        Assert.Equal(bits[0], bits[1]);
        Assert.Equal(bits[0], bits[2]);
    }

    [Fact]
    public void A_batch_is_changed_beside_the_step_before_and_never_two_ahead()
    {
        Counting counting = new();
        Waiting waiting = new(_ => 0) { Applied = () => counting.Applied++ };
        using StepClassifier.Trainer trainer = Create(new StepClassifier(1), waiting);
        trainer.Fit(StepData.Dataset(10 * Size, 1), 2, callbacks: [counting]);
        Assert.Equal(20, counting.Applied);
        Assert.All(counting.Ahead, ahead => Assert.InRange(ahead, 0, 1));
    }

    [Fact]
    public void What_a_transform_throws_comes_out_of_its_own_step()
    {
        StepClassifier network = new(1), other = new(1);
        Waiting failing = new(step => step == 3 ? throw new InvalidDataException("the fourth") : 0);
        using StepClassifier.Trainer trainer = Create(network, failing, new RandomShift(1));
        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => trainer.Fit(StepData.Dataset(8 * Size, 1), 1));
        Assert.Equal("the fourth", thrown.Message);
        Assert.Equal(3, trainer.State.Steps);

        using StepClassifier.Trainer whole = Create(other, new Waiting(_ => 0), new RandomShift(1));
        whole.Fit(StepData.Dataset(8 * Size, 1), 1, callbacks: [new StopAfter(3)]);
        Assert.Equal(StepData.Bits(other), StepData.Bits(network));
        Assert.Single(trainer.Fit(StepData.Dataset(2 * Size, 1), 1));
    }

    [Fact]
    public void After_a_cancelled_run_no_batch_is_changed_any_more()
    {
        using CancellationTokenSource source = new();
        int applied = 0, under = 0;
        Waiting waiting = new(_ => 5)
        {
            Begun = () => Interlocked.Increment(ref under),
            Applied = () =>
            {
                applied++;
                Interlocked.Decrement(ref under);
            },
        };
        using StepClassifier.Trainer trainer = Create(new StepClassifier(1), waiting);
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(
            StepData.Dataset(20 * Size, 1), 1, callbacks: [new StopAfter(3, source.Cancel)], cancellationToken: source.Token));
        Assert.Equal(0, under);
        Assert.InRange(applied, 3, 4);
        Assert.Equal(3, trainer.State.Steps);
    }

    [Fact]
    public void A_run_that_is_resumed_and_slices_of_time_draw_the_same()
    {
        using TempFolder folder = new();
        Dataset data = StepData.Dataset(6 * Size, 1);
        BatchTransform[] transforms = [new RandomShift(1), new RandomAffine(20), new Cutout(3), new RandomNoise(0.1)];
        StepClassifier whole = new(1), resumed = new(1), sliced = new(1);
        using (StepClassifier.Trainer trainer = Create(whole, transforms))
        {
            trainer.Fit(data, 2);
        }

        using (StepClassifier.Trainer first = Create(new StepClassifier(1), transforms))
        {
            first.Fit(data, 2, callbacks: [new Checkpointing(folder.Path), new StopAfter(8)]);
        }

        using (StepClassifier.Trainer second = Create(resumed, transforms))
        {
            second.Fit(data, 2, callbacks: [new Checkpointing(folder.Path)]);
        }

        using (StepClassifier.Trainer trainer = Create(sliced, transforms))
        {
            for (int step = 0; step < 12; step++)
            {
                trainer.TrainFor(TimeSpan.FromTicks(1), data);
            }
        }

        Assert.Equal(StepData.Bits(whole), StepData.Bits(resumed));
        Assert.Equal(StepData.Bits(whole), StepData.Bits(sliced));
    }

    [Fact]
    public void Slices_of_time_go_on_after_a_batch_or_a_step_that_failed()
    {
        int failures = 0;
        StepClassifier network = new(1);
        Waiting failing = new(step => step is 2 or 3 ? throw new InvalidDataException("no batch") : 0);
        using StepClassifier.Trainer trainer = Create(network, failing);
        Dataset data = StepData.Dataset(3 * Size, 1);
        for (int call = 0; call < 9; call++)
        {
            try
            {
                trainer.TrainFor(TimeSpan.FromTicks(1), data);
            }
            catch (InvalidDataException)
            {
                failures++;
            }
        }

        Assert.Equal((2, 7L), (failures, trainer.State.Steps));
        network.Head["linear0.weight"].Span.Fill(3e38f);
        for (int call = 0; call < 5; call++)
        {
            Assert.Throws<TrainingException>(() => trainer.TrainFor(TimeSpan.FromTicks(1), data));
        }
    }

    [Fact]
    public void A_schedule_that_fails_once_exchanges_no_batch_for_the_next()
    {
        Dataset data = StepData.Dataset(3 * Size, 1);
        int[][] bits = [.. new[] { false, true }.Select(fails =>
        {
            StepClassifier network = new(1);
            FailingOnce schedule = new();
            using StepClassifier.Trainer trainer = network.CreateTrainer(
                new Sgd(0.1f) { Schedule = schedule }, Size, new() { Seed = 3, Transforms = [new RandomShift(1)] });
            trainer.TrainFor(TimeSpan.FromTicks(1), data);
            schedule.Fails = fails;
            if (fails)
            {
                Assert.ThrowsAny<InvalidOperationException>(() => trainer.TrainFor(TimeSpan.FromTicks(1), data));
                for (int step = 0; step < 3; step++)
                {
                    trainer.TrainFor(TimeSpan.FromTicks(1), data);
                }
            }
            else
            {
                // Begins the epoch anew, too.
                trainer.Fit(data, 1);
            }

            return StepData.Bits(network);
        })];
        Assert.Equal(bits[0], bits[1]);
    }

    private static StepClassifier.Trainer Create(StepClassifier network, params BatchTransform[] transforms) =>
        network.CreateTrainer(new Sgd(0.1f), Size, new() { Seed = 3, Threads = 2, Transforms = transforms });

    private sealed class FailingOnce : LearningRateSchedule
    {
        public bool Fails { get; set; }

        public override double Factor(in TrainingPosition position)
        {
            bool now = Fails;
            Fails = false;
            return now ? double.NaN : 1;
        }
    }

    /// <summary>Waits so many milliseconds for a step, counted from 0.</summary>
    private sealed class Waiting(Func<int, int> milliseconds) : BatchTransform
    {
        private int _step;

        public Action? Begun { get; init; }

        public Action? Applied { get; init; }

        public override void Apply<T>(in TrainingBatch<T> batch)
        {
            Begun?.Invoke();
            Thread.Sleep(milliseconds(_step++));
            Applied?.Invoke();
        }
    }

    /// <summary>How many batches more than steps were changed, at the end of each step.</summary>
    private sealed class Counting : Callback
    {
        private volatile int _applied;

        public int Applied
        {
            get => _applied;
            set => _applied = value;
        }

        public List<int> Ahead { get; } = [];

        public override void OnStepEnd(TrainingContext context)
        {
            Thread.Sleep(1);
            Ahead.Add(Applied - (int)context.TotalSteps);
        }
    }

    private sealed class StopAfter(int steps, Action? stop = null) : Callback
    {
        private int _steps;

        public override void OnStepEnd(TrainingContext context)
        {
            if (++_steps == steps)
            {
                (stop ?? context.StopAfterStep).Invoke();
            }
        }
    }
}
