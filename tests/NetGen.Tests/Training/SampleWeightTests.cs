using Xunit;

namespace NetGen.Tests.Training;

/// <summary>A weight for each sample: a column of the data beside the targets.</summary>
public sealed class SampleWeightTests
{
    private readonly Weighed _network = new(seed: 1);
    private readonly double[] _inputs = [1, 0, 2, -1, 0.5, 0, 0, 1, 1, 2, -2, 0.5];
    private readonly double[] _targets = [0.5, 1, -1, 0, 0.25, 2, 1, 1];

    private Dataset Unweighted => Dataset.FromTargets(_inputs, _targets, new Shape(3), 2);

    /// <summary>Weights 0, 1, 2 and 0.5: divided by the four samples, not by the sum of the weights.</summary>
    [Fact]
    public void A_loss_is_the_mean_of_losses_times_weights()
    {
        float[] weights = [0, 1, 2, 0.5f];
        double expected = weights.Select((weight, i) => weight * Error(i)).Average();
        using Weighed.Trainer trainer = _network.CreateTrainer(new Sgd(0.1f), 4);

        Assert.Equal(expected, _network.Evaluate(Unweighted.WithWeights(weights)).Loss, 1e-12);
        Assert.Equal(expected, trainer.Step(_inputs, new(_targets, new double[] { 0, 1, 2, 0.5 })).Loss, 1e-12);
    }

    [Fact]
    public void Training_on_weighted_data_follows_the_weights()
    {
        Unweighed plain = new(seed: 1);
        using Weighed.Trainer weighted = _network.CreateTrainer(new Sgd(0.1f), 4);
        using Unweighed.Trainer twice = plain.CreateTrainer(new Sgd(0.1f), 4);

        weighted.Fit(Unweighted.WithWeights([2, 0, 2, 0]), 3);
        twice.Fit(Unweighted.Subset([0, 2]), 3);

        Assert.All(_network.Parameters.Zip(plain.Parameters), pair => Assert.All(
            pair.First.AsSpan<double>().ToArray().Zip(pair.Second.AsSpan<double>().ToArray()),
            both => Assert.Equal(both.First, both.Second, 1e-12)));
    }

    [Fact]
    public void Weights_go_with_their_samples()
    {
        Dataset some = Unweighted.WithWeights([0, 1, 2, 0.5f]).Subset([2, 1]);

        Assert.Equal(((2 * Error(2)) + Error(1)) / 2, _network.Evaluate(some).Loss, 1e-12);
    }

    [Fact]
    public void Validation_data_without_weights_counts_each_sample_once()
    {
        using Weighed.Trainer trainer = _network.CreateTrainer(new Sgd(0), 4);

        EpochMetrics epoch = trainer.Fit(Unweighted.WithWeights([0, 1, 2, 0.5f]), 1, validation: Unweighted).Last;

        Assert.Equal(Enumerable.Range(0, 4).Average(Error), epoch.ValidationLoss!.Value, 1e-12);
    }

    [Fact]
    public void A_column_of_values_serves_under_its_name()
    {
        Dataset named = Dataset.FromColumns(
            [("input", DataColumn.Values(_inputs, new Shape(3)))],
            [
                ("Head", DataColumn.Values(_targets, new Shape(2))),
                ("HeadWeight", DataColumn.Values(new double[] { 3, 3, 3, 3 }, new Shape(1))),
            ]);

        Assert.Equal(3 * Enumerable.Range(0, 4).Average(Error), _network.Evaluate(named).Loss, 1e-12);
    }

    [Fact]
    public void Weights_that_lack_or_are_of_no_use_are_refused()
    {
        using Weighed.Trainer trainer = _network.CreateTrainer(new Sgd(0.1f), 4);
        using Unweighed.Trainer plain = new Unweighed().CreateTrainer(new Sgd(0.1f), 4);

        ArgumentException lack = Assert.Throws<ArgumentException>(() => trainer.Fit(Unweighted, 1));
        ArgumentException useless = Assert.Throws<ArgumentException>(() => plain.Fit(Unweighted.WithWeights([1, 1, 1, 1]), 1));
        ArgumentException few = Assert.Throws<ArgumentException>(() => Unweighted.WithWeights([1, 1]));
        ArgumentException infinite = Assert.Throws<ArgumentException>(() => Unweighted.WithWeights([1, 1, float.PositiveInfinity, 1]));
        ArgumentException none = Assert.Throws<ArgumentException>(
            () => trainer.Step(_inputs, new(_targets, new double[] { 1, 1, double.NaN, 1 })));

        Assert.Contains("HeadWeight", lack.Message, StringComparison.Ordinal);
        Assert.Contains("Dataset.WithWeights", lack.Message, StringComparison.Ordinal);
        Assert.Contains("SampleWeights = true", useless.Message, StringComparison.Ordinal);
        Assert.Contains("4 samples need as many weights, but there are 2", few.Message, StringComparison.Ordinal);
        Assert.Contains("Sample 2 has the weight", infinite.Message, StringComparison.Ordinal);
        Assert.Contains("weights must be finite", none.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Unweighted.Shuffle().WithWeights([1, 1, 1, 1]));
    }

    private double Error(int sample)
    {
        double[] output = _network.Predict(_inputs.AsSpan(sample * 3, 3));
        return output.Select((x, c) => Math.Pow(x - _targets[(sample * 2) + c], 2)).Average();
    }
}
