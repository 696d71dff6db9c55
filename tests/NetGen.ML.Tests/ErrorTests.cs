using Microsoft.ML;
using Microsoft.ML.Data;
using NetGen.Data;
using Xunit;

namespace NetGen.ML.Tests;

/// <summary>What does not fit says where, and what would.</summary>
public sealed class ErrorTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Columns_are_checked_before_and_at_the_fit()
    {
        IDataView data = Views.Of(_context, 20);
        Refuses<ArgumentOutOfRangeException>("feature column 'Pixels'", new YesNo(), From("Pixels"), data);
        Refuses<ArgumentOutOfRangeException>("expected Vector<Single, 4>, got Vector<Single, 2>", new YesNo(), From("Both"), data);
        Refuses<ArgumentOutOfRangeException>("got String", new YesNo(), From("Kind"), data);
        Refuses<ArgumentOutOfRangeException>("label column 'Kind': expected Boolean", new YesNo(), Views.Quick("Kind"), data);
        Refuses<ArgumentOutOfRangeException>("label column 'Kind': expected a key", new Classes(), Views.Quick("Kind"), data);
        Refuses<ArgumentOutOfRangeException>("label column 'Label'", new Number(), new NetworkTrainerOptions(), data);
        Refuses<ArgumentOutOfRangeException>("expected Single, got Vector<Single>", new Number(), Views.Quick("Both"), data);
        Refuses<ArgumentException>("2 target values", new Pair(), Views.Quick("Value"), data);

        static NetworkTrainerOptions From(string features) => Views.Quick("IsYes") with { FeatureColumnName = features };
    }

    [Fact]
    public void A_pipeline_of_unfit_parts_is_refused_before_anything_is_trained()
    {
        IEstimator<ITransformer> pipeline = _context.Transforms.CopyColumns("Features", "Kind")
            .Append(new YesNo().AsTrainer(Views.Quick("IsYes")));
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => pipeline.GetOutputSchema(Shape(Views.Of(_context, 20))));
        Assert.Contains("feature column 'Features'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_weights_and_groups_are_checked_before_anything_is_fitted()
    {
        Check("weight column 'Mass'; there are", new() { ExampleWeightColumnName = "Mass" });
        Check("weight column 'Both': expected Single", new() { ExampleWeightColumnName = "Both" });
        Check("group column 'Patient'; there are", new() { GroupColumnName = "Patient" });
        Check("group column 'Value': expected a key", new() { GroupColumnName = "Value" });
        NetworkTrainerOptions weighted = Views.Quick("IsYes") with { ExampleWeightColumnName = "Weight" };
        Refuses<ArgumentException>("set its SampleWeights", new YesNo(), weighted, Views.Of(_context, 20));

        void Check(string message, NetworkTrainerOptions options)
        {
            bool isFitted = false;
            IDataView data = _context.Transforms.CustomMapping<Sample, Sample>((_, _) => isFitted = true, null)
                .Fit(Views.Of(_context, 20)).Transform(Views.Of(_context, 20));
            options = options with { LabelColumnName = "IsYes" };
            EstimatorChain<NetworkTransformer<float>> pipeline =
                _context.Transforms.NormalizeMeanVariance("Features").Append(new WeightedYesNo().AsTrainer(options));
            ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => pipeline.Fit(data));
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.False(isFitted);
            Assert.Throws<ArgumentOutOfRangeException>(() => new WeightedYesNo().AsTrainer(options).Fit(data));
        }
    }

    [Fact]
    public void The_promised_shape_is_the_one_that_comes()
    {
        IDataView data = Views.Of(_context, 50);
        IEstimator<ITransformer> pipeline = _context.Transforms.Conversion.MapValueToKey("Label", "Kind")
            .Append(new Classes().AsTrainer(Views.Quick("Label", 1)));
        SchemaShape.Column[] promised = [.. pipeline.GetOutputSchema(Shape(data)).OrderBy(column => column.Name)];
        DataViewSchema schema = pipeline.Fit(data).GetOutputSchema(data.Schema);
        Assert.Equal(
            schema.Where(column => !column.IsHidden).Select(column => column.Name).Order(), promised.Select(column => column.Name));
        SchemaShape.Column label = promised.Single(column => column.Name == "PredictedLabel");
        SchemaShape.Column score = promised.Single(column => column.Name == "Score");
        Assert.True(label.IsKey);
        Assert.Equal("KeyValues", label.Annotations.Single(annotation => annotation.Name == "KeyValues").Name);
        Assert.Equal(SchemaShape.Column.VectorKind.Vector, score.Kind);
        Assert.Equal(
            schema["Score"].Annotations.Schema.Select(annotation => annotation.Name).Order(),
            score.Annotations.Select(annotation => annotation.Name).Order());
    }

    [Fact]
    public void More_keys_than_outputs_and_labels_that_are_none_are_refused()
    {
        IDataView plain = Views.Of(_context);
        IDataView data = _context.Transforms.Conversion.MapValueToKey("Label", "Group").Fit(plain).Transform(plain);
        Refuses<ArgumentOutOfRangeException>("at most 3 values, got one of 30", new Classes(), Views.Quick("Label"), data);
        DataViewException label = Assert.Throws<DataViewException>(() => new YesNo().AsTrainer(Views.Quick("Value")).Fit(plain));
        Assert.Equal(("Value", 0L), (label.Column, label.Row));
    }

    [Fact]
    public void A_network_that_may_draw_its_input_or_learn_labels_must_be_told()
    {
        IDataView data = _context.Transforms.CopyColumns("Other", "Features").Fit(Views.Of(_context, 20)).Transform(Views.Of(_context, 20));
        Refuses<ArgumentException>("column 'Other', Vector<Single, 4>: set Task", new Drawing(), Views.Quick("Other", 1), data);
        NetworkTrainerOptions told = Views.Quick("Other", 1) with { Task = NetworkTask.Anomaly };
        Assert.Equal(NetworkTask.Anomaly, new Drawing().AsTrainer(told).Fit(data).Task);
        Assert.Equal(NetworkTask.Raw, new Drawing().AsTrainer(told with { Task = NetworkTask.Raw }).Fit(data).Task);
        Assert.Equal(NetworkTask.Anomaly, new Drawing().AsTrainer(Views.Quick("Both", 1)).Fit(data).Task);
        Assert.Equal(NetworkTask.Anomaly, new Drawing().AsTrainer(Views.Quick("Features", 1)).Fit(data).Task);
    }

    [Fact]
    public void Missing_numbers_are_named_in_training_and_in_prediction()
    {
        Sample[] samples = Sample.Draw(100, 1);
        IDataView good = _context.Data.LoadFromEnumerable(samples);
        NetworkTransformer<float> fitted = new YesNo().AsTrainer(Views.Quick("IsYes", 1)).Fit(good);
        samples[70].Features[2] = float.NaN;
        IDataView bad = _context.Data.LoadFromEnumerable(samples);
        Check(Assert.Throws<DataViewException>(() => new YesNo().AsTrainer(Views.Quick("IsYes", 1)).Fit(bad)));
        Check(Assert.Throws<DataViewException>(() => fitted.Transform(bad).Floats("Score")));
        Assert.Equal(100, fitted.Transform(Views.Of(_context, 100)).Floats("Score").Length);

        static void Check(DataViewException exception)
        {
            Assert.Equal(("Features", 70L, "NaN"), (exception.Column, exception.Row, exception.Value));
            Assert.Contains("slot 2", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Networks_that_are_none_for_a_pipeline_are_refused()
    {
        NotSupportedException tokens = Assert.Throws<NotSupportedException>(() => new Tokens().AsTrainer());
        NotSupportedException twins = Assert.Throws<NotSupportedException>(() => new Twins().AsTrainer());
        Assert.Contains("takes tokens", tokens.Message, StringComparison.Ordinal);
        Assert.Contains("several outputs", twins.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkTrainerOptions { Epochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkTrainerOptions { ValidationFraction = 1 });
        Assert.Throws<ArgumentNullException>(() => _context.RegisterNetwork<float>(null!));
    }

    private static void Refuses<TException>(string message, Network<float> network, NetworkTrainerOptions options, IDataView data)
        where TException : Exception =>
        Assert.Contains(message, Assert.Throws<TException>(() => network.AsTrainer(options).Fit(data)).Message, StringComparison.Ordinal);

    private static void Refuses<TException>(string message, Network<double> network, NetworkTrainerOptions options, IDataView data)
        where TException : Exception =>
        Assert.Contains(message, Assert.Throws<TException>(() => network.AsTrainer(options).Fit(data)).Message, StringComparison.Ordinal);

    /// <summary>The shape of a view, by an estimator that changes nothing.</summary>
    private SchemaShape Shape(IDataView data)
    {
        Shaped shaped = new();
        _ = new Whole(data.Schema).Append(shaped).GetOutputSchema();
        return shaped.Shape!;
    }

    private sealed class Whole(DataViewSchema schema) : IDataLoader<object>
    {
        public DataViewSchema GetOutputSchema() => schema;

        public IDataView Load(object input) => throw new NotSupportedException();

        void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException();
    }

    private sealed class Shaped : IEstimator<ITransformer>
    {
        public SchemaShape? Shape { get; private set; }

        public ITransformer Fit(IDataView input) => throw new NotSupportedException();

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Shape = inputSchema;
    }
}
