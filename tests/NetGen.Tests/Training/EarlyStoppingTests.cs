using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class EarlyStoppingTests
{
    private readonly FakeNetwork _network = new(new Shape(1));
    private readonly FakeRunner _runner = new(4, 1, classes: 2);

    public EarlyStoppingTests()
    {
        // Each step counts up the weight and the running statistic, so that they tell the epoch.
        _runner.Answer = count =>
        {
            _network.Weight.Span[0]++;
            _network.Statistic.Span[0] += 10;
            return new BatchResult(9 - _runner.Runs, 0, count, count);
        };
    }

    [Fact]
    public void Stops_after_patience_and_restores_weights_and_statistics_of_the_best_epoch()
    {
        EarlyStopping stopping = new(patience: 2);
        History history = Fit(stopping, 5, 3, 4, 2, 6, 7, 1);
        Assert.Equal(6, history.Count);
        Assert.Equal((4, 2), (stopping.BestEpoch, stopping.BestLoss));
        Assert.Equal((4, 40), (_network.Weight.Span[0], _network.Statistic.Span[0]));
    }

    [Fact]
    public void Restores_the_best_epoch_also_where_the_run_was_not_stopped()
    {
        Assert.Equal(3, Fit(new EarlyStopping(patience: 5), 5, 3, 4).Count);
        Assert.Equal(2, _network.Weight.Span[0]);
    }

    [Fact]
    public void Leaves_the_last_weights_where_asked_to()
    {
        Assert.Equal(3, Fit(new EarlyStopping(patience: 1, restoreBest: false), 5, 3, 4, 1).Count);
        Assert.Equal(3, _network.Weight.Span[0]);
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_run_and_restores_the_best_epoch()
    {
        EarlyStopping stopping = new(patience: 3);
        TrainingException exception = Assert.Throws<TrainingException>(() => Fit(stopping, 5, 3, 4, double.NaN, 1));
        Assert.Equal(4, exception.Epoch);
        Assert.Equal((2, 20), (_network.Weight.Span[0], _network.Statistic.Span[0]));
    }

    [Fact]
    public void Small_gains_do_not_count()
    {
        EarlyStopping stopping = new(patience: 3, minDelta: 0.5);
        Assert.Equal(4, Fit(stopping, 5, 4.75, 6, 4.5, 1).Count);
        Assert.Equal(1, stopping.BestEpoch);
    }

    [Fact]
    public void Watches_the_training_loss_without_validation_and_serves_again()
    {
        EarlyStopping stopping = new(patience: 1);
        using FakeTrainer trainer = new(_network, _runner);
        Assert.Equal(3, trainer.Fit(FakeData.Numbered(4), 3, callbacks: [stopping]).Count);
        Assert.Equal((3, 6), (stopping.BestEpoch, stopping.BestLoss));
        _runner.Answer = count => new BatchResult(_runner.Runs, 0, count, count);
        Assert.Equal(2, trainer.Fit(FakeData.Numbered(4), 3, callbacks: [stopping]).Count);
        Assert.Equal((1, 4), (stopping.BestEpoch, stopping.BestLoss));
    }

    [Fact]
    public void Wrong_settings_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(patience: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(minDelta: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(minDelta: double.NaN));
    }

    [Fact]
    public void A_snapshot_of_another_network_is_refused()
    {
        Keeper keeper = new();
        using FakeTrainer first = new(_network, _runner);
        first.Fit(FakeData.Numbered(4), 1, callbacks: [keeper]);
        using FakeTrainer second = new(new FakeNetwork(new Shape(1)), new FakeRunner(4, 1, classes: 2));
        Assert.Throws<ArgumentException>(() => second.Fit(FakeData.Numbered(4), 1, callbacks: [keeper]));
    }

    private History Fit(EarlyStopping stopping, params double[] validationLosses)
    {
        int epoch = 0;
        _network.Answer = () => new Evaluation(validationLosses[epoch++], null, 4);
        using FakeTrainer trainer = new(_network, _runner);
        return trainer.Fit(FakeData.Numbered(4), validationLosses.Length, FakeData.Numbered(4), [stopping]);
    }

    private sealed class Keeper : Callback
    {
        private WeightSnapshot? _snapshot;

        public override void OnEpochEnd(TrainingContext context)
        {
            _snapshot ??= context.SaveWeights();
            context.RestoreWeights(_snapshot);
        }
    }
}
