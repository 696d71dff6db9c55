using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using NetGen.Data;

namespace NetGen.ML;

/// <summary>
/// A network as an estimator of ML.NET. Each <see cref="Fit"/> trains a copy that begins with the weights which the network has then; the
/// network itself stays as it is, and what was fitted before, too.
/// </summary>
/// <typeparam name="T">The network's number type.</typeparam>
public sealed class NetworkTrainer<T> : IEstimator<NetworkTransformer<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly Func<Network<T>> _create;

    internal NetworkTrainer(Network<T> network, NetworkTrainerOptions options)
    {
        Task = NetworkTasks.Of(network.GetType().Name, network.Plan, options.Task);
        _network = network;
        _create = NetworkTypes.FactoryOf(network);
        Options = options;
    }

    /// <summary>How it trains.</summary>
    public NetworkTrainerOptions Options { get; }

    /// <summary>What the network tells of a sample.</summary>
    public NetworkTask Task { get; }

    private string? LabelColumnName => Task is NetworkTask.Anomaly || _network.Plan.Targets.All(target => target.IsWeight)
        ? null
        : Options.LabelColumnName;

    private bool TakesWeights => _network.Plan.Targets.Any(target => target.IsWeight);

    /// <summary>Trains a copy of the network.</summary>
    /// <param name="input">The samples; they are read once, into memory.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type.</exception>
    /// <exception cref="DataViewException">A value is missing or not finite, or a label is none.</exception>
    /// <exception cref="ArgumentException">
    /// The samples do not fit the network, its loss takes no weights, or its task can be one or the other and is not said.
    /// </exception>
    /// <exception cref="TrainingException">The loss or a gradient was not finite.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public NetworkTransformer<T> Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ColumnCheck.OfFeatures(input.Schema, Options.FeatureColumnName, _network.InputShape.Size);
        CheckOthers(MachineLearning.ShapeOf(input.Schema));
        CheckTask(input.Schema);
        KeyValues keys = Task is NetworkTask.Multiclass ? KeyValues.Of(input.Schema[Options.LabelColumnName]) : KeyValues.None;
        if (keys.Count > _network.OutputShape.Size)
        {
            throw ColumnCheck.Mismatch(
                "label", Options.LabelColumnName, $"a key of at most {_network.OutputShape.Size} values", $"one of {keys.Count}");
        }

        (Dataset train, Dataset? validation) = Divide(Read(input));
        Network<T> network = NetworkTypes.Copy(_network, _create);
        using Trainer<T> trainer = network.NewTrainer(Options.Optimizer(), Options.BatchSize, TrainingOf(network));
        History history = trainer.Fit(
            train, Options.Epochs, validation, Options.Callbacks(), Options.Progress, Options.CancellationToken);
        if (trainer.AveragedUpdates > 0)
        {
            trainer.ApplyAverage();
        }

        Interpretation meaning = Interpretation.Of(network, Task) with { Keys = keys };
        NetworkPool<T> pool = new(network, _create, meaning);
        if (Task is NetworkTask.Anomaly)
        {
            float threshold = Options.AnomalyThreshold ?? AnomalyThreshold.Of(pool, validation ?? train, Options.AnomalyFraction);
            pool = new(network, _create, meaning with { Threshold = threshold });
        }

        return new NetworkTransformer<T>(network, pool, ColumnNames.Of(Options)) { History = history };
    }

    /// <summary>The columns behind the trainer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type.</exception>
    /// <exception cref="ArgumentException">The loss takes no weights, but a column of them is named.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ColumnCheck.OfFeatures(inputSchema, Options.FeatureColumnName, _network.InputShape.Size);
        SchemaShape.Column? label = CheckOthers(inputSchema);
        Interpretation meaning = Interpretation.Of(_network, Task);
        if (label is { Annotations: { } annotations } && annotations.Any(annotation => annotation.Name == KeyNames.Annotation))
        {
            meaning = meaning with { Keys = KeyValues.Placeholders(annotations.First(a => a.Name == KeyNames.Annotation).ItemType) };
        }

        DataViewSchema.Builder added = new();
        new NetworkColumns(meaning, ColumnNames.Of(Options)).AddTo(added);
        SchemaShape shape = MachineLearning.ShapeOf(added.ToSchema());
        return new SchemaShape([.. inputSchema.Where(column => shape.All(other => other.Name != column.Name)), .. shape]);
    }

    /// <summary>Checks the columns of weights, groups and labels.</summary>
    /// <returns>That of the labels; null where none are read.</returns>
    private SchemaShape.Column? CheckOthers(SchemaShape schema)
    {
        if (Options.ExampleWeightColumnName is { } weights)
        {
            ColumnCheck.OfWeights(schema, weights);
            if (!TakesWeights)
            {
                throw new ArgumentException(
                    $"The loss of {_network.GetType().Name} takes no weights of column '{weights}': set its SampleWeights.");
            }
        }

        if (Options.GroupColumnName is { } groups)
        {
            ColumnCheck.OfGroups(schema, groups);
        }

        return LabelColumnName is null ? null : ColumnCheck.OfLabel(schema, LabelColumnName, Task);
    }

    /// <summary>As many values as inputs, and labels that could be them: does the network draw its input, or learn these?</summary>
    private void CheckTask(DataViewSchema schema)
    {
        if (Task is NetworkTask.Anomaly && Options.Task is NetworkTask.Automatic
            && Options.LabelColumnName.Length > 0 && Options.LabelColumnName != Options.FeatureColumnName
            && schema.GetColumnOrNull(Options.LabelColumnName)?.Type is VectorDataViewType { ItemType: NumberDataViewType } vector
            && vector.Size == _network.OutputShape.Size)
        {
            throw new ArgumentException(
                $"{_network.GetType().Name} may draw its input or learn column '{Options.LabelColumnName}', {vector}: "
                    + "set Task to Anomaly or to Raw.");
        }
    }

    private DataViewSamples Read(IDataView input)
    {
        DataViewSamples samples = DataViewSamples.Read(
            input,
            new DataViewOptions
            {
                Features = [Options.FeatureColumnName],
                Label = LabelColumnName,
                LabelKind = Task is NetworkTask.Binary or NetworkTask.Multiclass ? LabelKind.Classes : LabelKind.Values,
                Classes = Task is NetworkTask.Binary ? 2 : null,
                Weight = Options.ExampleWeightColumnName,
                Group = Options.GroupColumnName,
                Shape = _network.InputShape,
            },
            Options.CancellationToken);
        Dataset data = samples.Data;
        if (Task is NetworkTask.Anomaly)
        {
            data = Dataset.FromColumns(data.Inputs, [("target", data.Inputs[0].Column), .. data.Targets]);
        }

        return TakesWeights && Options.ExampleWeightColumnName is null
            ? samples with { Data = data.WithWeights([.. Enumerable.Repeat(1f, data.Count)]) }
            : samples with { Data = data };
    }

    private (Dataset Train, Dataset? Validation) Divide(DataViewSamples samples) =>
        Options.ValidationFraction == 0 ? (samples.Data, null)
        : samples.Groups is { } groups ? samples.Data.GroupSplit(groups, 1 - Options.ValidationFraction, Options.Training.Seed)
        : samples.Data.Split(1 - Options.ValidationFraction, Options.Training.Seed);

    /// <summary>Groups choose among the parameters of the network that was made a trainer; the copy's have the same names.</summary>
    private TrainerOptions TrainingOf(Network<T> copy)
    {
        Dictionary<Parameter, Parameter> originals = copy.Parameters.Zip(_network.Parameters).ToDictionary();
        return Options.Training with
        {
            Groups = [.. Options.Training.Groups.Select(group => group.By(parameter => originals[parameter]))],
        };
    }
}
