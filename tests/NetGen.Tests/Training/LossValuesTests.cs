using NetGen.Tests.Fixtures;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Each loss beside their sum, by the name of its stage: 0.75 · Kind + 0.5 · Place.</summary>
public sealed class LossValuesTests
{
    private const int Samples = 10;

    private readonly TwoHeadsDouble _network = new(seed: 1);
    private readonly double[] _inputs = Draw(Samples * 6, seed: 1);
    private readonly double[] _places = Draw(Samples * 3, seed: 2);
    private readonly int[] _kinds = [.. Enumerable.Range(0, Samples).Select(i => i % 4)];

    private Dataset Data => Dataset.FromColumns(
        [("input", DataColumn.Values(_inputs, new Shape(6)))],
        [("Kind", DataColumn.Labels(_kinds, 4)), ("Place", DataColumn.Values(_places, new Shape(3)))]);

    [Fact]
    public void A_step_tells_each_loss_without_its_weight()
    {
        using TwoHeadsDouble.Trainer trainer = _network.CreateTrainer(new Sgd(0.1f), Samples);
        double place = MeanSquare();

        BatchResult result = trainer.Step(_inputs, new(_kinds, _places));

        Assert.Equal(place, trainer.LossOf("Place"), 1e-12);
        Assert.Equal(result.Loss, (0.75 * trainer.LossOf("Kind")) + (0.5 * place), 1e-12);
        KeyNotFoundException error = Assert.Throws<KeyNotFoundException>(() => trainer.LossOf("Stem"));
        Assert.Equal("There is no loss on Stem, but on Kind, Place.", error.Message);
    }

    [Fact]
    public void An_evaluation_tells_the_mean_of_each()
    {
        Evaluation evaluation = _network.Evaluate(Data);

        Assert.Equal(["Kind", "Place"], evaluation.Losses.Keys);
        Assert.Equal(MeanSquare(), evaluation.Losses["Place"], 1e-12);
        Assert.Equal(evaluation.Loss, (0.75 * evaluation.Losses["Kind"]) + (0.5 * evaluation.Losses["Place"]), 1e-12);
        Assert.Equal(evaluation, _network.Evaluate(Data));
        string kind = FormattableString.Invariant($"(Kind {evaluation.Losses["Kind"]:0.0000}, Place ");
        Assert.Contains(kind, $"{evaluation}", StringComparison.Ordinal);
    }

    /// <summary>The last batch has two samples instead of four: each sample counts the same, not each batch.</summary>
    [Fact]
    public void An_epoch_tells_the_mean_of_each_over_its_samples()
    {
        using TwoHeadsDouble.Trainer trainer = _network.CreateTrainer(new Sgd(0), batchSize: 4);
        List<TrainingProgress> reports = [];
        Evaluation expected = _network.Evaluate(Data);

        EpochMetrics epoch = trainer.Fit(Data, 1, validation: Data, progress: new Reports(reports)).Last;

        Assert.All(expected.Losses, loss => Assert.Equal(loss.Value, epoch.Losses[loss.Key], 1e-12));
        Assert.Equal(expected.Losses.Count, epoch.Losses.Count);
        Assert.Equal(expected.Losses, epoch.ValidationLosses);
        Assert.Equal(epoch.Losses, reports[^1].Losses);
        Assert.Contains($"loss {epoch.Loss:0.0000} ({epoch.Losses})", $"{epoch}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_console_shows_several_losses_behind_their_sum()
    {
        using TwoHeadsDouble.Trainer trainer = _network.CreateTrainer(new Sgd(0), batchSize: 4);
        StringWriter output = new();
        using ConsoleProgress progress = new(output, isTerminal: false);

        EpochMetrics epoch = trainer.Fit(Data, 1, validation: Data, progress: progress).Last;

        Assert.Contains(
            FormattableString.Invariant($"loss {epoch.Loss:0.0000} ({epoch.Losses})  accuracy"), $"{output}", StringComparison.Ordinal);
        Assert.Contains($"({epoch.ValidationLosses})  validation accuracy", $"{output}", StringComparison.Ordinal);
    }

    private double MeanSquare() => Enumerable.Range(0, Samples)
        .SelectMany(i => _network.Predict(_inputs.AsMemory(i * 6, 6)).Place.Select((x, c) => Math.Pow(x - _places[(i * 3) + c], 2)))
        .Average();

    private static double[] Draw(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
    }

    private sealed class Reports(List<TrainingProgress> all) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => all.Add(value);
    }
}
