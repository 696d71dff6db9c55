using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>Reads the class of each row from a column of labels.</summary>
/// <param name="name">The column.</param>
/// <param name="count">Number of classes; null where it is not known before they are read.</param>
internal abstract class ClassReader(string name, int? count)
{
    /// <summary>Number of classes; null where it is not known before they are read.</summary>
    public int? Count => count;

    /// <summary>Names of the classes by number, of those read so far where they are not known before; none where they have none.</summary>
    public virtual IReadOnlyList<string> Names => [];

    /// <summary>Whether the classes are numbered as they appear.</summary>
    public virtual bool IsByAppearance => false;

    /// <summary>The column, for messages.</summary>
    protected string Column => name;

    /// <summary>Opens a column that has classes as the options say.</summary>
    /// <returns>Null where it has target values.</returns>
    /// <exception cref="DataViewException">It has neither.</exception>
    public static ClassReader? Open(DataViewRow row, DataViewSchema.Column column, DataViewOptions options)
    {
        DataViewType type = column.Type;
        return (options.LabelKind, type) switch
        {
            (LabelKind.Values, TextDataViewType or KeyDataViewType) =>
                throw new DataViewException(column.Name, $"{type} are classes; the loss takes numbers."),
            (_, KeyDataViewType key) when key.Count > int.MaxValue =>
                throw new DataViewException(column.Name, $"{type} are too many classes."),
            (_, KeyDataViewType) when type.RawType == typeof(byte) => new Keys<byte>(row, column, options),
            (_, KeyDataViewType) when type.RawType == typeof(ushort) => new Keys<ushort>(row, column, options),
            (_, KeyDataViewType) when type.RawType == typeof(uint) => new Keys<uint>(row, column, options),
            (_, KeyDataViewType) => new Keys<ulong>(row, column, options),
            (_, TextDataViewType) => new Texts(row, column),
            (LabelKind.Automatic, BooleanDataViewType) => new Numbers(row, column, options.Classes ?? 2),
            (LabelKind.Classes, PrimitiveDataViewType) => new Numbers(row, column, options.Classes),
            (LabelKind.Classes, _) => throw new DataViewException(column.Name, $"{type} are no classes; each row has one."),
            _ => null,
        };
    }

    /// <summary>The class of the row.</summary>
    /// <exception cref="DataViewException">It is missing, or no class.</exception>
    public abstract int Read(long row);

    private DataViewException Missing(long row, string value) => new(name, "the label is missing.", row, value);

    /// <summary>Keys count from 1 and are 0 where they are missing.</summary>
    private sealed class Keys<T>(DataViewRow row, DataViewSchema.Column column, DataViewOptions options)
        : ClassReader(column.Name, Math.Max((int)((KeyDataViewType)column.Type).Count, options.Classes ?? 0))
        where T : unmanaged, IBinaryInteger<T>
    {
        private readonly ValueGetter<T> _getter = row.GetGetter<T>(column);

        public override IReadOnlyList<string> Names { get; } = KeyNames.Of(column);

        public override int Read(long row)
        {
            T key = default;
            _getter(ref key);
            return T.IsZero(key) ? throw Missing(row, "0") : int.CreateChecked(key) - 1;
        }
    }

    private sealed class Texts(DataViewRow row, DataViewSchema.Column column) : ClassReader(column.Name, null)
    {
        private readonly ValueGetter<ReadOnlyMemory<char>> _getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

        public override IReadOnlyList<string> Names => [.. _known.Keys];

        public override bool IsByAppearance => true;

        public override int Read(long row)
        {
            ReadOnlyMemory<char> text = default;
            _getter(ref text);
            string label = text.IsEmpty ? throw Missing(row, "") : text.ToString();
            _known.TryAdd(label, _known.Count);
            return _known[label];
        }
    }

    private sealed class Numbers(DataViewRow row, DataViewSchema.Column column, int? count) : ClassReader(column.Name, count)
    {
        private readonly NumberColumn<double> _numbers = NumberColumn<double>.Open(row, column);

        public override IReadOnlyList<string> Names { get; } = column.Type is BooleanDataViewType ? ["False", "True"] : [];

        public override int Read(long row)
        {
            double label = 0;
            _numbers.Read(new Span<double>(ref label), row);
            if (label < 0 || label >= (Count ?? int.MaxValue) || !double.IsInteger(label))
            {
                string range = Count is int classes ? Invariant($"0 to {classes - 1}") : "from 0";
                throw new DataViewException(
                    Column, Invariant($"{label} is no class; classes are whole numbers, {range}."), row, Invariant($"{label}"));
            }

            return (int)label;
        }
    }
}
