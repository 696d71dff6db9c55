using NetGen.Tests.Fixtures;
using Xunit;

namespace NetGen.Tests.Metrics;

/// <summary>
/// What a metric is given: the rows of pixels and positions, without labels that are left out, of the stage that it names.
/// </summary>
public sealed class MetricRowTests
{
    private readonly Random _random = new(1);

    [Fact]
    public void Pixels_are_rows_and_those_without_a_label_are_none()
    {
        const int samples = 70, pixels = 10;
        float[] x = Draw(samples * 3 * pixels);
        int[] labels = [.. Enumerable.Range(0, samples * pixels).Select(i => i % 7 == 3 ? 255 : _random.Next(3))];
        Recorder rows = new();

        Dataset data = Dataset.FromColumns(
            [("input", DataColumn.Values(x, new Shape(3, 2, 5)))], [("Head", DataColumn.Labels(labels, 256, pixels))]);
        Evaluation evaluation = MetricNetworks.Identity(new PixelClasses()).Evaluate(data, [rows]);

        int[] kept = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] != 255)];
        Assert.Equal(kept.Select(i => labels[i]), rows.Labels);
        Assert.Equal(kept.Select(i => i / pixels), rows.Samples);
        Assert.Equal(
            kept.SelectMany(i => Enumerable.Range(0, 3).Select(c => (double)x[(((i / pixels * 3) + c) * pixels) + (i % pixels)])),
            rows.Outputs);
        MetricSource source = rows.Source!;
        Assert.Equal(
            (3, 0, 3, false, samples), (source.Width, source.TargetWidth, source.Classes, source.IsBinary, source.Samples));
        Assert.Equal(kept.Length, evaluation.Metrics["rows"]);
    }

    [Fact]
    public void Target_values_of_pixels_lie_beside_their_outputs()
    {
        const int samples = 3, pixels = 15;
        float[] x = Draw(samples * 2 * pixels), y = Draw(samples * 2 * pixels);
        Recorder rows = new();

        MetricNetworks.Identity(new PixelValues()).Evaluate(Dataset.FromTargets(x, y, new Shape(2, 3, 5), 2 * pixels), [rows]);

        int[] places = [.. Enumerable.Range(0, samples * pixels)
            .SelectMany(i => Enumerable.Range(0, 2).Select(c => (((i / pixels * 2) + c) * pixels) + (i % pixels)))];
        Assert.Equal(places.Select(place => (double)x[place]), rows.Outputs);
        Assert.Equal(places.Select(place => (double)y[place]), rows.Targets);
        Assert.Equal("Head", rows.Source!.Stage);
    }

    [Fact]
    public void The_largest_share_of_a_class_is_its_label()
    {
        const int samples = 4, pixels = 10;
        float[] x = Draw(samples * 3 * pixels), shares = new float[samples * 3 * pixels];
        int[] labels = [.. Enumerable.Range(0, samples * pixels).Select(_ => _random.Next(3))];
        for (int i = 0; i < labels.Length; i++)
        {
            for (int c = 0; c < 3; c++)
            {
                shares[(((i / pixels * 3) + c) * pixels) + (i % pixels)] = c == labels[i] ? 0.5f : 0.25f;
            }
        }

        Recorder rows = new();
        Evaluation evaluation = MetricNetworks.Identity(new PixelShares())
            .Evaluate(Dataset.FromTargets(x, shares, new Shape(3, 2, 5), 3 * pixels), [rows, new Accuracy()]);

        Assert.Equal(labels, rows.Labels);
        Assert.Empty(rows.Targets);
        Assert.Equal(evaluation.Accuracy, evaluation.Metrics["accuracy"]);
        Assert.Equal((3, 0), (rows.Source!.Classes, rows.Source.TargetWidth));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(4)]
    public void Positions_are_rows_also_of_shorter_sequences(int length)
    {
        const int samples = 65;
        float[] x = Draw(samples * length * 3);
        int[] labels = [.. Enumerable.Range(0, samples * length).Select(_ => _random.Next(3))];
        Recorder rows = new();

        MetricNetworks.Identity(new PositionClasses()).Evaluate(
            Dataset.FromColumns(
                [("input", DataColumn.Values(x, new Shape(length, 3)))], [("Head", DataColumn.Labels(labels, 3, length))]),
            [rows]);

        Assert.Equal(x.Select(value => (double)value), rows.Outputs);
        Assert.Equal(labels, rows.Labels);
        Assert.Equal(Enumerable.Range(0, samples * length).Select(i => i / length), rows.Samples);
    }

    [Fact]
    public void A_network_of_several_outputs_names_the_stage()
    {
        const int samples = 100;
        TwoHeadsDouble network = new(seed: 1);
        double[] inputs = [.. Draw(samples * 6)], places = [.. Draw(samples * 3)];
        int[] kinds = [.. Enumerable.Range(0, samples).Select(_ => _random.Next(4))];
        Dataset data = Dataset.FromColumns(
            [("input", DataColumn.Values(inputs, new Shape(6)))],
            [("Kind", DataColumn.Labels(kinds, 4)), ("Place", DataColumn.Values(places, new Shape(3)))]);

        Evaluation evaluation = network.Evaluate(data, [
            new MeanAbsoluteError { Stage = "Place" }, new RootMeanSquaredError { Stage = "Place" },
            new Accuracy { Stage = "Kind" }, new Perplexity { Stage = "Kind" },
        ]);

        double error = Enumerable.Range(0, samples)
            .SelectMany(i => network.Predict(inputs.AsMemory(i * 6, 6)).Place.Select((x, c) => Math.Abs(x - places[(i * 3) + c])))
            .Average();
        Assert.Equal(["Place MAE", "Place RMSE", "Kind accuracy", "Kind perplexity"], evaluation.Metrics.Keys);
        Assert.Equal(error, evaluation.Metrics["Place MAE"], 1e-12);
        Assert.Equal(Math.Sqrt(evaluation.Losses["Place"]), evaluation.Metrics["Place RMSE"], 1e-12);
        Assert.Equal(evaluation.Accuracy, evaluation.Metrics["Kind accuracy"]);
        Assert.Equal(Math.Exp(evaluation.Losses["Kind"]), evaluation.Metrics["Kind perplexity"], 1e-9);

        ArgumentException error1 = Assert.Throws<ArgumentException>(() => network.Evaluate(data, [new Accuracy()]));
        Assert.StartsWith("accuracy needs a Stage: there is Kind and Place.", error1.Message, StringComparison.Ordinal);
        ArgumentException error2 = Assert.Throws<ArgumentException>(() => network.Evaluate(data, [new Accuracy { Stage = "Stem" }]));
        Assert.StartsWith(
            "No loss on Stem takes labels or target values: there is Kind and Place.",
            error2.Message, StringComparison.Ordinal);
    }

    private float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => _random.NextSingle() - 0.5f)];

    /// <summary>A metric of one's own: it keeps what it is given.</summary>
    private sealed class Recorder() : Metric("rows")
    {
        public MetricSource? Source { get; private set; }

        public List<double> Outputs { get; } = [];

        public List<double> Targets { get; } = [];

        public List<int> Labels { get; } = [];

        public List<int> Samples { get; } = [];

        public override double Value => Samples.Count;

        protected internal override void Begin(MetricSource source) => Source = source;

        protected internal override void Add(in MetricBatch batch)
        {
            Outputs.AddRange(batch.Outputs);
            Targets.AddRange(batch.Targets);
            Labels.AddRange(batch.Labels);
            Samples.AddRange(batch.Samples);
        }
    }
}
