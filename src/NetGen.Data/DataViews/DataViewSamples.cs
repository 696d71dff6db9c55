using Microsoft.ML;
using Microsoft.ML.Data;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>The samples of an <see cref="IDataView"/>, and what a dataset has no place for.</summary>
/// <param name="Data">The samples.</param>
public sealed record DataViewSamples(Dataset Data)
{
    /// <summary>Names of the input's values, in order: of scalar columns, or of the slots of vectors; a name may be empty.</summary>
    public IReadOnlyList<string> FeatureNames { get; init; } = [];

    /// <summary>Names of the classes, in order; none where labels are no classes, or have no names.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>The group of each sample, numbered from 0 as they appear; null without a column of groups.</summary>
    public int[]? Groups { get; init; }

    /// <summary>Reads a view once, from its beginning to its end.</summary>
    /// <param name="view">A view with a row for each sample; only the columns named are computed.</param>
    /// <param name="options">Which columns; "Features" and "Label" where null.</param>
    /// <param name="cancellationToken">Ends the reading between two rows.</param>
    /// <exception cref="DataViewException">A column is missing or of another type, a value is missing or not finite.</exception>
    /// <exception cref="ArgumentException">There is no row, or the shape does not fit the columns.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DataViewSamples Read(IDataView view, DataViewOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(view);
        options ??= new();
        DataViewSchema.Column[] features = [.. options.Features.Select(name => NumberColumn.Find(view.Schema, name))];
        DataViewSchema.Column? label = Find(options.Label), weight = Find(options.Weight), group = Find(options.Group);
        using DataViewRowCursor cursor = view.GetRowCursor([.. features, .. Active(label), .. Active(weight), .. Active(group)]);
        long rows = view.GetRowCount() ?? 0;
        FeatureReader inputs = FeatureReader.Open(cursor, features, rows);
        NumberColumn.CheckShape(options.Shape, inputs.Size);
        LabelReader? labels = label is null ? null : LabelReader.Open(cursor, label.Value, options, rows);
        NumberColumn<float>? weights = weight is null ? null : NumberColumn<float>.OpenWeights(cursor, weight.Value);
        GroupReader? groups = group is null ? null : new GroupReader(cursor, group.Value);
        List<float> counts = [];
        for (long row = 0; cursor.MoveNext(); row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            inputs.Add(row);
            labels?.Add(row);
            groups?.Add(row);
            if (weights is not null)
            {
                float count = 0;
                weights.Read(new Span<float>(ref count), row);
                counts.Add(count);
            }
        }

        Dataset data = Dataset.FromColumns(
            [("input", inputs.ToColumn(options.Shape))], labels is null ? [] : [("target", labels.ToColumn())]);
        return new DataViewSamples(weights is null ? data : data.WithWeights([.. counts]))
        {
            FeatureNames = [.. features.SelectMany(NamesOf)],
            ClassNames = labels?.ClassNames ?? [],
            Groups = groups?.ToArray(),
        };

        DataViewSchema.Column? Find(string? name) => name is null ? null : NumberColumn.Find(view.Schema, name);
    }

    private static DataViewSchema.Column[] Active(DataViewSchema.Column? column) => column is null ? [] : [column.Value];

    private static IEnumerable<string> NamesOf(DataViewSchema.Column column) =>
        column.Type is not VectorDataViewType ? [column.Name]
            : NumberColumn.SlotNames(column) is { Count: > 0 } names ? names
            : Enumerable.Range(0, NumberColumn.SizeOf(column)).Select(slot => Invariant($"{column.Name}.{slot}"));
}
