using Xunit;

namespace NetGen.Tests.Training;

/// <summary>What a run offers beside its epochs: hooks, slices of time, planned epochs, batches left out, cancellation.</summary>
public sealed class TrainingLoopTests
{
    private const int Size = 4;

    [Fact]
    public void Hooks_are_called_for_epochs_and_steps()
    {
        Log log = new();
        using StepClassifier.Trainer trainer = Create(new StepClassifier(1));
        trainer.Fit(StepData.Dataset(9, 1), 2, callbacks: [log]);
        Assert.Equal("begin | epoch 1 | 1 of 3 | 2 of 3 | 3 of 3 | end 1 | epoch 2 | 1 of 3 | 2 of 3 | 3 of 3 | end 2 | done", log.Text);
    }

    [Fact]
    public void A_run_may_end_after_a_step_and_the_epoch_is_not_counted()
    {
        StopAt stop = new(5);
        using StepClassifier.Trainer trainer = Create(new StepClassifier(1));
        History history = trainer.Fit(StepData.Dataset(12, 1), 3, callbacks: [stop]);
        Assert.Single(history);
        Assert.Equal(5, stop.Steps);
        Assert.Equal(5, trainer.State.Steps);
    }

    [Fact]
    public void A_smaller_last_batch_may_be_left_out()
    {
        Log log = new();
        StepClassifier network = new(1);
        using StepClassifier.Trainer trainer = network.CreateTrainer(new Sgd(0.1f), Size, new() { DropLast = true });
        trainer.Fit(StepData.Dataset(11, 1), 1, callbacks: [log]);
        Assert.Equal("begin | epoch 1 | 1 of 2 | 2 of 2 | end 1 | done", log.Text);
        Assert.Throws<ArgumentException>(() => trainer.Fit(StepData.Dataset(3, 1), 1));
    }

    [Fact]
    public void A_schedule_goes_by_the_planned_epochs_over_all_calls()
    {
        Rates whole = new(), parts = new();
        using StepClassifier.Trainer one = Create(new StepClassifier(1), new CosineDecay());
        one.Fit(StepData.Dataset(12, 1), 4, callbacks: [whole]);
        using StepClassifier.Trainer other = Create(new StepClassifier(1), new CosineDecay(), planned: 4);
        other.Fit(StepData.Dataset(12, 1), 1, callbacks: [parts]);
        other.Fit(StepData.Dataset(12, 1), 3, callbacks: [parts]);
        Assert.Equal(whole.All, parts.All);
        Assert.Equal(12, parts.All.Distinct().Count());
    }

    [Fact]
    public void Without_a_plan_a_schedule_stays_at_its_end_and_says_so_where_that_is_zero()
    {
        Rates rates = new();
        using StepClassifier.Trainer trainer = Create(new StepClassifier(1), new CosineDecay(finalFactor: 0.25));
        trainer.Fit(StepData.Dataset(12, 1), 2, callbacks: [rates]);
        trainer.Fit(StepData.Dataset(12, 1), 1, callbacks: [rates]);
        Assert.Equal([0.025, 0.025, 0.025], rates.All[6..].Select(rate => Math.Round(rate, 9)));

        using StepClassifier.Trainer ended = Create(new StepClassifier(1), new CosineDecay());
        ended.Fit(StepData.Dataset(12, 1), 2);
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => ended.Fit(StepData.Dataset(12, 1), 1));
        Assert.Contains("PlannedEpochs", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_in_slices_makes_the_steps_of_epochs_in_their_order()
    {
        StepClassifier sliced = new(1), whole = new(1);
        using StepClassifier.Trainer trainer = Create(sliced), other = Create(whole);
        Dataset data = StepData.Dataset(10, 1);
        int steps = 0, samples = 0;
        while (steps < 6)
        {
            TimedTraining slice = trainer.TrainFor(TimeSpan.FromTicks(1), data);
            Assert.Equal(1, slice.Steps);
            Assert.True(double.IsFinite(slice.Loss) && slice.Elapsed > TimeSpan.Zero);
            steps += slice.Steps;
            samples += slice.Samples;
        }

        Assert.Equal(20, samples);
        other.Fit(data, 2);
        Assert.Equal(StepData.Bits(whole), StepData.Bits(sliced));
        Assert.True(trainer.TrainFor(TimeSpan.FromMilliseconds(200), data).Steps > 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.TrainFor(TimeSpan.Zero, data));
    }

    [Fact]
    public void Slices_go_by_planned_epochs_and_a_schedule_without_a_length_says_so()
    {
        using StepClassifier.Trainer open = Create(new StepClassifier(1), new CosineDecay());
        Dataset data = StepData.Dataset(12, 1);
        Assert.Throws<InvalidOperationException>(() => open.TrainFor(TimeSpan.FromTicks(1), data));
        StepClassifier sliced = new(1), whole = new(1);
        using StepClassifier.Trainer planned = Create(sliced, new CosineDecay(), planned: 2), other = Create(whole, new CosineDecay());
        for (int step = 0; step < 6; step++)
        {
            planned.TrainFor(TimeSpan.FromTicks(1), data);
        }

        other.Fit(data, 2);
        Assert.Equal(StepData.Bits(whole), StepData.Bits(sliced));
    }

    [Fact]
    public void A_run_beyond_the_end_of_a_schedule_is_refused_before_it_begins()
    {
        using TempFolder folder = new();
        Dataset data = StepData.Dataset(12, 1);
        using (StepClassifier.Trainer first = Create(new StepClassifier(1), new CosineDecay()))
        {
            first.Fit(data, 2, callbacks: [new Checkpointing(folder.Path), new StopAt(4)]);
        }

        using StepClassifier.Trainer longer = Create(new StepClassifier(1), new CosineDecay());
        Assert.Throws<InvalidOperationException>(() => longer.Fit(data, 4, callbacks: [new Checkpointing(folder.Path)]));
        Rates rates = new();
        using StepClassifier.Trainer planned = Create(new StepClassifier(1), new CosineDecay(), planned: 4);
        Assert.Equal(4, planned.Fit(data, 4, callbacks: [rates, new Checkpointing(folder.Path)]).Count);
        Assert.All(rates.All, rate => Assert.True(rate > 0));
    }

    [Fact]
    public void Slices_allocate_nothing_within_an_epoch()
    {
        using StepClassifier.Trainer trainer = Create(new StepClassifier(1));
        Dataset data = StepData.Dataset(4000, 1);
        for (int i = 0; i < 50; i++)
        {
            trainer.TrainFor(TimeSpan.FromTicks(1), data);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
        {
            trainer.TrainFor(TimeSpan.FromTicks(1), data);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Cancellation_in_a_validation_leaves_trainer_and_network_usable()
    {
        StepClassifier network = new(1);
        using StepClassifier.Trainer trainer = Create(network);
        using CancellationTokenSource source = new();
        Log log = new() { AtLastStep = source.Cancel };
        EarlyStopping stopping = new();
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(
            StepData.Dataset(12, 1), 2, StepData.Dataset(5, 2), [log, stopping], cancellationToken: source.Token));
        Assert.Equal("begin | epoch 1 | 1 of 3 | 2 of 3 | 3 of 3 | cancelled", log.Text);
        Assert.Throws<OperationCanceledException>(() => network.Evaluate(StepData.Dataset(5, 2), source.Token));
        Assert.Throws<OperationCanceledException>(() => trainer.Evaluate(StepData.Dataset(5, 2), source.Token));
        Assert.Equal(5, network.Evaluate(StepData.Dataset(5, 2)).Count);
        Assert.Equal(2, trainer.Fit(StepData.Dataset(12, 1), 2).Count);
    }

    [Fact]
    public void What_is_not_finite_is_named_with_its_stage_and_step()
    {
        StepClassifier network = new(1);
        using StepClassifier.Trainer trainer = Create(network);
        Log log = new() { AtLastStep = () => network.Head["linear0.weight"].Span[3] = float.PositiveInfinity };
        TrainingException failure = Assert.Throws<TrainingException>(() => trainer.Fit(StepData.Dataset(12, 1), 2, callbacks: [log]));
        Assert.Equal("the weight Head.linear0.weight", failure.Where);
        network.Head["linear0.weight"].Span[3] = 0;
        network.Head["linear0.weight"].Span.Fill(3e38f);
        failure = Assert.Throws<TrainingException>(() => trainer.TrainFor(TimeSpan.FromTicks(1), StepData.Dataset(12, 1)));
        Assert.StartsWith("the output of Head.", failure.Where, StringComparison.Ordinal);
        Assert.Contains(failure.Where!, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_weights_are_at_hand_after_a_cancelled_run()
    {
        StepClassifier network = new(1);
        using StepClassifier.Trainer trainer = network.CreateTrainer(new Sgd(0.01f), Size);
        using CancellationTokenSource source = new();
        EarlyStopping stopping = new(patience: 9);
        int[] best = [];
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(
            StepData.Dataset(12, 1), 5, callbacks: [stopping, new AtEnd(3, source.Cancel, () =>
            {
                if (stopping.BestWeights is not null)
                {
                    best = StepData.Bits(network);
                }
            })], cancellationToken: source.Token));
        Assert.Equal(3, stopping.BestEpoch);
        network.RestoreWeights(stopping.BestWeights!);
        Assert.Equal(best, StepData.Bits(network));
    }

    [Fact]
    public void Checks_before_a_training_tell_what_is_wrong()
    {
        StepClassifier network = new(1);
        int[] before = StepData.Bits(network);
        Dataset data = StepData.Dataset(30, 1);
        FirstLossReport first = TrainingCheck.FirstLoss(network, data);
        Assert.Equal(Math.Log(3), first.Guessing, 1e-12);
        Assert.True(first.IsPlausible, first.ToString());
        SoftPictures pictures = new(1);
        OverfitReport learnt = TrainingCheck.OverfitOneBatch(pictures, Pictures(6), steps: 500, optimizer: new Adam(0.05f));
        Assert.True(learnt.IsLearnt, learnt.ToString());

        // The same picture with other labels cannot be learnt.
        float[] same = [.. Enumerable.Repeat(0.5f, 6 * 40)];
        Dataset impossible = Dataset.FromArrays(same, [0, 1, 2, 0, 1, 2], new Shape(2, 4, 5), 3);
        Assert.False(TrainingCheck.OverfitOneBatch(pictures, impossible, steps: 50).IsLearnt);
        network.Parameters[^1].Span.Fill(0.1f);
        foreach (Parameter parameter in network.Parameters.Where(one => one.Name.StartsWith("Head.linear1", StringComparison.Ordinal)))
        {
            foreach (ref float value in parameter.Span)
            {
                value *= 100;
            }
        }

        Assert.False(TrainingCheck.FirstLoss(network, data).IsPlausible);
        Assert.NotEqual(before, StepData.Bits(network));
    }

    [Fact]
    public void Classes_have_weights()
    {
        Dataset data = Dataset.FromArrays(new float[8], [0, 1, 1, 1, 0, 2, 1, 1], new Shape(1), 4);
        Assert.Equal([1f, 0.4f, 2f, 0f], data.BalancedClassWeights());
        Dataset some = data.Subset([5, 0, 1]).WithClassWeights([1, 2, 3, 4]);
        DataColumn weights = some.Targets[1].Column;
        float[] read = new float[3];
        some.Read(weights, [0, 1, 2], read.AsSpan());
        Assert.Equal([3f, 1f, 2f], read);
        Assert.Throws<ArgumentException>(() => data.WithClassWeights([1, 2]));
        Dataset values = Dataset.FromTargets(new float[2], new float[2], new Shape(1));
        Assert.Throws<InvalidOperationException>(() => values.BalancedClassWeights());
    }

    private static Dataset Pictures(int count) => Dataset.FromArrays(
        StepData.Values(count * 40, 3).Select(value => (float)value).ToArray(),
        [.. Enumerable.Range(0, count).Select(i => i % 3)], new Shape(2, 4, 5), 3);

    private static StepClassifier.Trainer Create(StepClassifier network, LearningRateSchedule? schedule = null, int? planned = null) =>
        network.CreateTrainer(
            new Sgd(0.1f) { Schedule = schedule }, Size, new() { Seed = 2, Threads = 1, PlannedEpochs = planned });

    private sealed class Log : Callback
    {
        private readonly List<string> _calls = [];

        public string Text => string.Join(" | ", _calls);

        public Action AtLastStep { get; init; } = () => { };

        public override void OnTrainBegin(TrainingContext context) => _calls.Add("begin");

        public override void OnEpochBegin(TrainingContext context) => _calls.Add($"epoch {context.Epoch}");

        public override void OnStepEnd(TrainingContext context)
        {
            _calls.Add($"{context.Step} of {context.StepsPerEpoch}");
            Assert.True(context.StepResult.Count > 0 && context.LearningRate > 0);
            if (context.Step == context.StepsPerEpoch)
            {
                AtLastStep();
            }
        }

        public override void OnEpochEnd(TrainingContext context) => _calls.Add($"end {context.Metrics.Epoch}");

        public override void OnTrainEnd(TrainingContext context) => _calls.Add("done");

        public override void OnTrainCancelled(TrainingContext context) => _calls.Add("cancelled");
    }

    private sealed class StopAt(int step) : Callback
    {
        public long Steps { get; private set; }

        public override void OnStepEnd(TrainingContext context)
        {
            Steps = context.TotalSteps;
            if (Steps == step)
            {
                context.StopAfterStep();
            }
        }
    }

    private sealed class Rates : Callback
    {
        public List<double> All { get; } = [];

        public override void OnStepEnd(TrainingContext context) => All.Add(context.LearningRate);
    }

    private sealed class AtEnd(int epoch, Action action, Action before) : Callback
    {
        public override void OnEpochEnd(TrainingContext context)
        {
            before();
            if (context.Epoch == epoch)
            {
                action();
            }
        }
    }
}
