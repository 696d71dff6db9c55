using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace NetGen.ML;

/// <summary>
/// A trained network as a transformer of ML.NET, with a network of its own. It serves any number of threads at once: each that predicts
/// beside another gets a copy of the network, so that views and engines need no locks of their own.
/// </summary>
/// <typeparam name="T">The network's number type.</typeparam>
public sealed class NetworkTransformer<T> : ISingleFeaturePredictionTransformer<Network<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkPool<T> _pool;
    private readonly ColumnNames _names;

    internal NetworkTransformer(Network<T> model, NetworkPool<T> pool, ColumnNames names)
    {
        Model = model;
        _pool = pool;
        _names = names;
    }

    /// <summary>
    /// The trained network. It is the caller's to predict with and to save; weights changed later change no prediction here, and not
    /// what is saved with the pipeline.
    /// </summary>
    public Network<T> Model { get; }

    /// <summary>The epochs of the training; none where the transformer was loaded, or made of a network.</summary>
    public History History { get; init; } = new();

    /// <summary>What the network tells of a sample.</summary>
    public NetworkTask Task => _pool.Meaning.Task;

    /// <summary>The error above which <see cref="NetworkTask.Anomaly"/> calls a sample anomalous.</summary>
    public float Threshold => _pool.Meaning.Threshold;

    /// <summary>The column that the network reads.</summary>
    public string FeatureColumnName => _names.Features;

    /// <summary>A vector of as many numbers as the network takes.</summary>
    public DataViewType FeatureColumnType => new VectorDataViewType(NumberDataViewType.Single, _pool.SampleSize);

    /// <summary>Always: each row is predicted from itself.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The columns of the input, and those of the network.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column of the inputs is missing, or of another type or size.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Mapper(inputSchema).OutputSchema;

    /// <summary>A view that predicts as it is read, a batch of rows at a time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column of the inputs is missing, or of another type or size.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new NetworkDataView<T>(input, Mapper(input.Schema));
    }

    /// <summary>What predicts row by row, as an engine does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column of the inputs is missing, or of another type or size.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Mapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => NetworkModel.Save(ctx, _pool, _names);

    private NetworkMapper<T> Mapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new NetworkMapper<T>(_pool, _names, inputSchema);
    }
}
