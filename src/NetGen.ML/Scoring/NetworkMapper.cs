using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace NetGen.ML;

/// <summary>Adds the columns of a network to rows of one schema.</summary>
internal sealed class NetworkMapper<T> : IRowToRowMapper
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkPool<T> _pool;
    private readonly NetworkColumns _columns;

    public NetworkMapper(NetworkPool<T> pool, ColumnNames names, DataViewSchema inputSchema)
    {
        ColumnCheck.OfFeatures(inputSchema, names.Features, pool.SampleSize);
        _pool = pool;
        _columns = new NetworkColumns(pool.Meaning, names);
        InputSchema = inputSchema;
        Features = inputSchema[names.Features];
        DataViewSchema.Builder builder = new();
        builder.AddColumns(inputSchema);
        _columns.AddTo(builder);
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>What the network reads.</summary>
    public DataViewSchema.Column Features { get; }

    /// <summary>What scores the rows.</summary>
    public NetworkPool<T> Pool => _pool;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        DataViewSchema.Column[] columns = [.. dependingColumns];
        return [.. PassedThrough(columns).Union(AddsAny(columns) ? [Features] : [])];
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        DataViewSchema.Column[] active = [.. activeColumns];
        return new NetworkRow(input, Getters(input, active, AddsAny(active) ? new SingleRowScore<T>(_pool, input, Features) : null));
    }

    /// <summary>The columns of the input among columns of the output.</summary>
    public IEnumerable<DataViewSchema.Column> PassedThrough(IEnumerable<DataViewSchema.Column> columns) =>
        columns.Where(column => column.Index < InputSchema.Count).Select(column => InputSchema[column.Index]);

    /// <summary>Whether one of the columns is the network's.</summary>
    public bool AddsAny(IEnumerable<DataViewSchema.Column> columns) => columns.Any(column => column.Index >= InputSchema.Count);

    /// <summary>Reads active columns of the output from a row of the input and its score.</summary>
    public RowGetters Getters(DataViewRow input, IEnumerable<DataViewSchema.Column> active, RowScore? score) =>
        new(
            OutputSchema,
            input,
            [.. active.Select(column => column.Index)],
            InputSchema.Count,
            column => _columns.GetterOf(column, score!));
}
