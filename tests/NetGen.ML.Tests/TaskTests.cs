using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace NetGen.ML.Tests;

/// <summary>What each kind of network adds, and what ML.NET's own evaluations make of it.</summary>
public sealed class TaskTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void A_network_of_one_logit_is_a_binary_classifier()
    {
        IDataView train = Views.Of(_context), test = Views.Of(_context, seed: 2);
        NetworkTransformer<float> fitted = new YesNo(seed: 1).AsTrainer(Views.Quick("IsYes")).Fit(train);
        IDataView predicted = fitted.Transform(test);
        Assert.Equal(NetworkTask.Binary, fitted.Task);
        Assert.Equal(
            [("PredictedLabel", "Boolean"), ("Score", "Single"), ("Probability", "Single")],
            predicted.Schema.TakeLast(3).Select(column => (column.Name, column.Type.ToString())));
        CalibratedBinaryClassificationMetrics metrics = _context.BinaryClassification.Evaluate(predicted, "IsYes");
        Assert.True(metrics.Accuracy > 0.93, $"{metrics.Accuracy}");
        Assert.True(metrics.AreaUnderRocCurve > 0.97 && metrics.LogLoss < 0.4);

        // σ(score), and yes above 0.
        float[] scores = predicted.Floats("Score");
        Assert.All(
            scores.Zip(predicted.Floats("Probability"), predicted.GetColumn<bool>("PredictedLabel")),
            row => Assert.Equal((1 / (1 + Math.Exp(-row.First)), row.First > 0), (row.Second, row.Third), new ToAMillionth()));
        Assert.Equal(30, fitted.History.Count);
    }

    [Fact]
    public void A_margin_is_no_probability()
    {
        NetworkTransformer<float> fitted = new Margin(seed: 1).AsTrainer(Views.Quick("IsYes")).Fit(Views.Of(_context));
        IDataView predicted = fitted.Transform(Views.Of(_context, seed: 2));
        Assert.Null(predicted.Schema.GetColumnOrNull("Probability"));
        Assert.True(_context.BinaryClassification.EvaluateNonCalibrated(predicted, "IsYes").Accuracy > 0.93);
    }

    [Fact]
    public void A_network_of_classes_predicts_keys_with_the_labels_names()
    {
        IEstimator<ITransformer> pipeline = _context.Transforms.Conversion.MapValueToKey("Label", "Kind")
            .Append(new Classes(seed: 1).AsTrainer(Views.Quick("Label")))
            .Append(_context.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel"));
        IDataView test = Views.Of(_context, seed: 2);
        IDataView predicted = pipeline.Fit(Views.Of(_context)).Transform(test);
        MulticlassClassificationMetrics metrics = _context.MulticlassClassification.Evaluate(predicted);
        Assert.True(metrics.MicroAccuracy > 0.9, $"{metrics.MicroAccuracy}");
        string[] names = [.. predicted.GetColumn<string>("Name")];
        Assert.Equal(
            metrics.MicroAccuracy, names.Zip(test.GetColumn<string>("Kind")).Count(row => row.First == row.Second) / 300.0, 1e-12);
        float[][] scores = [.. predicted.GetColumn<float[]>("Score")];
        Assert.All(scores, score => Assert.Equal(1, score.Sum(), 1e-5));
        VBuffer<ReadOnlyMemory<char>> slots = default;
        predicted.Schema["Score"].GetSlotNames(ref slots);
        string[] order = [.. slots.DenseValues().Select(slot => slot.ToString())];
        Assert.Equal(names, scores.Select(score => order[score.ArgMax()]));
    }

    [Fact]
    public void Keys_keep_the_type_of_what_they_stand_for()
    {
        IDataView data = _context.Data.LoadFromEnumerable(
            Sample.Draw(90, 1).Select(sample => new { sample.Features, Year = sample.IsYes ? 2024 : 1999 }),
            Shape());
        IEstimator<ITransformer> pipeline = _context.Transforms.Conversion.MapValueToKey("Label", "Year")
            .Append(new Classes(seed: 1).AsTrainer(Views.Quick("Label", 2)))
            .Append(_context.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel"));
        int[] years = [.. pipeline.Fit(data).Transform(data).GetColumn<int>("Name")];

        // Of the network's three classes the third has no key, and is never predicted.
        Assert.All(years, year => Assert.Contains(year, new[] { 1999, 2024 }));

        SchemaDefinition Shape()
        {
            SchemaDefinition shape = SchemaDefinition.Create(new { Features = new float[4], Year = 0 }.GetType());
            shape["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 4);
            return shape;
        }
    }

    [Fact]
    public void A_network_of_one_number_is_a_regression_in_double_too()
    {
        NetworkTransformer<double> fitted = new Number(seed: 1).AsTrainer(Views.Quick("Value")).Fit(Views.Of(_context));
        IDataView predicted = fitted.Transform(Views.Of(_context, seed: 2));
        RegressionMetrics metrics = _context.Regression.Evaluate(predicted, "Value");
        Assert.True(metrics.RSquared > 0.95, $"{metrics.RSquared}");
        Assert.Equal(new[] { "Score" }, predicted.Schema.Skip(predicted.Schema.Count - 1).Select(column => column.Name));
    }

    [Fact]
    public void A_network_of_a_logarithm_gives_the_rate_itself()
    {
        NetworkTransformer<float> fitted = new Counts(seed: 1).AsTrainer(Views.Quick("Value")).Fit(Views.Of(_context));
        Sample[] samples = Sample.Draw(100, 2);
        float[] scores = fitted.Transform(_context.Data.LoadFromEnumerable(samples)).Floats("Score");
        Assert.Equal(NetworkTask.Regression, fitted.Task);
        Assert.All(
            samples.Zip(scores), row => Assert.Equal(1, Math.Exp(fitted.Model.Predict(row.First.Features)[0]) / row.Second, 1e-4));
        Assert.Equal(samples.Average(sample => sample.Value), scores.Average(), 0.3);

        NetworkTrainerOptions raw = new() { Task = NetworkTask.Raw };
        float[] log = fitted.Model.AsTransformer(raw).Transform(Views.Of(_context, 1, seed: 2)).GetColumn<float[]>("Score").Single();
        Assert.Equal(Math.Log(scores[0]), log[0], 1e-4);
    }

    [Fact]
    public void Margins_of_classes_are_no_probabilities()
    {
        IDataView plain = Views.Of(_context);
        IDataView data = _context.Transforms.Conversion.MapValueToKey("Label", "Kind").Fit(plain).Transform(plain);
        NetworkTransformer<float> fitted = new Margins(seed: 1).AsTrainer(Views.Quick("Label")).Fit(data);
        float[] sample = Sample.Draw(1, 1)[0].Features, scores = fitted.Transform(data).GetColumn<float[]>("Score").First();
        Assert.All(fitted.Model.Predict(sample).Zip(scores), score => Assert.Equal(score.First, score.Second, 1e-5));
        Assert.True(_context.MulticlassClassification.Evaluate(fitted.Transform(data)).MicroAccuracy > 0.8);
    }

    [Fact]
    public void A_network_that_draws_its_input_finds_anomalies()
    {
        NetworkTrainerOptions options = Views.Quick("none", epochs: 60) with { AnomalyFraction = 0.1 };
        IDataView train = _context.Data.LoadFromEnumerable(Sample.OnALine(200, 0, 1));
        NetworkTransformer<float> fitted = new Drawing(seed: 1).AsTrainer(options).Fit(train);
        Assert.Equal(NetworkTask.Anomaly, fitted.Task);
        Assert.Equal(20, fitted.Transform(train).GetColumn<bool>("PredictedLabel").Count(label => label));
        IDataView predicted = fitted.Transform(_context.Data.LoadFromEnumerable(Sample.OnALine(90, 10, 2)));
        AnomalyDetectionMetrics metrics = _context.AnomalyDetection.Evaluate(
            predicted, nameof(Sample.Anomaly), falsePositiveCount: 5);
        Assert.True(metrics.AreaUnderRocCurve > 0.99, $"{metrics.AreaUnderRocCurve}");
        Assert.All(predicted.GetColumn<bool>("PredictedLabel").Skip(90), Assert.True);
    }

    [Fact]
    public void A_threshold_may_be_given()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Sample.OnALine(90, 10, 2));
        Drawing network = new(seed: 1);
        float[] errors = network.AsTransformer().Transform(data).Floats("Score");
        float threshold = errors.Order().ElementAt(39);
        NetworkTrainerOptions options = Views.Quick("none", epochs: 1) with { AnomalyThreshold = threshold };
        NetworkTransformer<float> made = network.AsTransformer(options);
        Assert.Equal(errors.Select(error => error > threshold), made.Transform(data).GetColumn<bool>("PredictedLabel"));
        Assert.Equal((threshold, threshold), (made.Threshold, network.AsTrainer(options).Fit(data).Threshold));
        Assert.All(network.AsTransformer().Transform(data).GetColumn<bool>("PredictedLabel"), Assert.False);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkTrainerOptions { AnomalyThreshold = float.NaN });
    }

    [Fact]
    public void Any_other_network_gives_its_outputs()
    {
        NetworkTransformer<float> fitted = new Pair(seed: 1).AsTrainer(Views.Quick("Both")).Fit(Views.Of(_context));
        IDataView test = Views.Of(_context, 20, seed: 2);
        float[][] scores = [.. fitted.Transform(test).GetColumn<float[]>("Score")];
        Assert.Equal(NetworkTask.Raw, fitted.Task);
        Assert.All(
            scores.Zip(test.GetColumn<float[]>("Both")),
            row => Assert.Equal(0, Math.Max(Math.Abs(row.First[0] - row.Second[0]), Math.Abs(row.First[1] - row.Second[1])), 0.1));

        // The same network drawn as what it is not.
        NetworkTrainerOptions options = Views.Quick("Both") with { Task = NetworkTask.Raw };
        Assert.Equal(NetworkTask.Raw, new Drawing().AsTrainer(options).Task);
        Assert.Throws<NotSupportedException>(() => new Pair().AsTrainer(options with { Task = NetworkTask.Multiclass }));
    }

    [Fact]
    public void Columns_have_the_names_asked_for()
    {
        NetworkTrainerOptions options = Views.Quick("IsYes", 1) with
        {
            PredictedLabelColumnName = "A", ScoreColumnName = "B", ProbabilityColumnName = "C",
        };
        IDataView train = Views.Of(_context, 50);
        DataViewSchema schema = new YesNo(seed: 1).AsTrainer(options).Fit(train).GetOutputSchema(train.Schema);
        Assert.Equal(["A", "B", "C"], schema.TakeLast(3).Select(column => column.Name));
        Assert.Equal(train.Schema.Select(column => column.Name), schema.SkipLast(3).Select(column => column.Name));
    }

    private sealed class ToAMillionth : IEqualityComparer<(double Value, bool Yes)>
    {
        public bool Equals((double Value, bool Yes) x, (double Value, bool Yes) y) => Math.Abs(x.Value - y.Value) < 1e-6 && x.Yes == y.Yes;

        public int GetHashCode((double Value, bool Yes) obj) => obj.Yes.GetHashCode();
    }
}
