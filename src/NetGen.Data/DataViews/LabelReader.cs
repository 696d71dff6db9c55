using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>Reads a column of labels or target values row by row.</summary>
internal abstract class LabelReader(string name)
{
    /// <summary>The column, for messages.</summary>
    protected string Name => name;

    /// <summary>Names of the classes in order, after the last row; none where they have none.</summary>
    public virtual IReadOnlyList<string> ClassNames => [];

    /// <summary>Opens a column.</summary>
    /// <exception cref="DataViewException">It has neither labels nor numbers.</exception>
    public static LabelReader Open(DataViewRow row, DataViewSchema.Column column, DataViewOptions options, long rows)
    {
        DataViewType type = column.Type;
        return (options.LabelKind, type) switch
        {
            (LabelKind.Values, TextDataViewType or KeyDataViewType) =>
                throw new DataViewException(column.Name, $"{type} are classes; the loss takes numbers."),
            (_, KeyDataViewType key) when key.Count > int.MaxValue =>
                throw new DataViewException(column.Name, $"{type} are too many classes."),
            (_, KeyDataViewType) when type.RawType == typeof(byte) => new KeyLabels<byte>(row, column, options),
            (_, KeyDataViewType) when type.RawType == typeof(ushort) => new KeyLabels<ushort>(row, column, options),
            (_, KeyDataViewType) when type.RawType == typeof(uint) => new KeyLabels<uint>(row, column, options),
            (_, KeyDataViewType) => new KeyLabels<ulong>(row, column, options),
            (_, TextDataViewType) => new TextLabels(row, column, options),
            (LabelKind.Automatic, BooleanDataViewType) => new NumberLabels(row, column, options with { Classes = options.Classes ?? 2 }),
            (LabelKind.Classes, PrimitiveDataViewType) => new NumberLabels(row, column, options),
            (LabelKind.Classes, _) => throw new DataViewException(column.Name, $"{type} are no classes; each row has one."),
            _ => new Targets(row, column, rows),
        };
    }

    /// <summary>Adds the label of a row.</summary>
    /// <exception cref="DataViewException">It is missing, or no label.</exception>
    public abstract void Add(long row);

    /// <summary>All rows.</summary>
    public abstract DataColumn ToColumn();

    private DataViewException Missing(long row, string value) => new(name, "the label is missing.", row, value);

    /// <summary>Keys count from 1 and are 0 where they are missing.</summary>
    private sealed class KeyLabels<T>(DataViewRow row, DataViewSchema.Column column, DataViewOptions options) : LabelReader(column.Name)
        where T : unmanaged, IBinaryInteger<T>
    {
        private readonly ValueGetter<T> _getter = row.GetGetter<T>(column);
        private readonly List<int> _labels = [];
        private readonly int _classes = (int)((KeyDataViewType)column.Type).Count;

        public override IReadOnlyList<string> ClassNames { get; } = KeyNames.Of(column);

        public override void Add(long row)
        {
            T key = default;
            _getter(ref key);
            _labels.Add(T.IsZero(key) ? throw Missing(row, "0") : int.CreateChecked(key) - 1);
        }

        public override DataColumn ToColumn() => DataColumn.Labels([.. _labels], Math.Max(_classes, options.Classes ?? 0));
    }

    /// <summary>The classes are the texts that are there, in the order of their characters' codes, whatever the culture.</summary>
    private sealed class TextLabels(DataViewRow row, DataViewSchema.Column column, DataViewOptions options) : LabelReader(column.Name)
    {
        private readonly ValueGetter<ReadOnlyMemory<char>> _getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
        private readonly List<int> _labels = [];

        public override IReadOnlyList<string> ClassNames => [.. _known.Keys.Order(StringComparer.Ordinal)];

        public override void Add(long row)
        {
            ReadOnlyMemory<char> text = default;
            _getter(ref text);
            string label = text.IsEmpty ? throw Missing(row, "") : text.ToString();
            _known.TryAdd(label, _known.Count);
            _labels.Add(_known[label]);
        }

        public override DataColumn ToColumn()
        {
            int[] places = new int[_known.Count];
            foreach ((string name, int place) in ClassNames.Select((name, place) => (name, place)))
            {
                places[_known[name]] = place;
            }

            return DataColumn.Labels([.. _labels.Select(label => places[label])], Math.Max(places.Length, options.Classes ?? 0));
        }
    }

    private sealed class NumberLabels(DataViewRow row, DataViewSchema.Column column, DataViewOptions options) : LabelReader(column.Name)
    {
        private readonly NumberColumn<double> _numbers = NumberColumn<double>.Open(row, column);
        private readonly List<int> _labels = [];

        public override IReadOnlyList<string> ClassNames { get; } = column.Type is BooleanDataViewType ? ["False", "True"] : [];

        public override void Add(long row)
        {
            double label = 0;
            _numbers.Read(new Span<double>(ref label), row);
            if (label < 0 || label >= (options.Classes ?? int.MaxValue) || !double.IsInteger(label))
            {
                string range = options.Classes is int classes ? Invariant($"0 to {classes - 1}") : "from 0";
                throw new DataViewException(
                    Name, Invariant($"{label} is no class; classes are whole numbers, {range}."), row, Invariant($"{label}"));
            }

            _labels.Add((int)label);
        }

        public override DataColumn ToColumn() => DataColumn.Labels([.. _labels], options.Classes);
    }

    private sealed class Targets(DataViewRow row, DataViewSchema.Column column, long rows) : LabelReader(column.Name)
    {
        private readonly FeatureReader _values = FeatureReader.Open(row, [column], rows);

        public override void Add(long row) => _values.Add(row);

        public override DataColumn ToColumn() => _values.ToColumn();
    }
}
