using Microsoft.ML;

namespace NetGen.Data;

/// <summary>Reads a column of labels or target values row by row into one array.</summary>
internal abstract class LabelReader
{
    /// <summary>Names of the classes in order, after the last row; none where they have none.</summary>
    public virtual IReadOnlyList<string> ClassNames => [];

    /// <summary>Opens a column.</summary>
    /// <exception cref="DataViewException">It has neither labels nor numbers.</exception>
    public static LabelReader Open(DataViewRow row, DataViewSchema.Column column, DataViewOptions options, long rows) =>
        ClassReader.Open(row, column, options) is { } classes
            ? new Labels(classes, options.Classes ?? 0)
            : new Targets(FeatureReader.Open(row, [column], rows));

    /// <summary>Adds the label of a row.</summary>
    /// <exception cref="DataViewException">It is missing, or no label.</exception>
    public abstract void Add(long row);

    /// <summary>All rows.</summary>
    public abstract DataColumn ToColumn();

    /// <summary>Classes that are numbered as they appear are put in the order of their characters' codes, whatever the culture.</summary>
    private sealed class Labels(ClassReader classes, int atLeast) : LabelReader
    {
        private readonly List<int> _labels = [];

        public override IReadOnlyList<string> ClassNames =>
            classes.IsByAppearance ? [.. classes.Names.Order(StringComparer.Ordinal)] : classes.Names;

        public override void Add(long row) => _labels.Add(classes.Read(row));

        public override DataColumn ToColumn()
        {
            if (!classes.IsByAppearance)
            {
                return DataColumn.Labels([.. _labels], classes.Count);
            }

            List<string> sorted = [.. ClassNames];
            int[] places = [.. classes.Names.Select(name => sorted.BinarySearch(name, StringComparer.Ordinal))];
            return DataColumn.Labels([.. _labels.Select(label => places[label])], Math.Max(places.Length, atLeast));
        }
    }

    private sealed class Targets(FeatureReader values) : LabelReader
    {
        public override void Add(long row) => values.Add(row);

        public override DataColumn ToColumn() => values.ToColumn();
    }
}
