using System.Numerics;
using Microsoft.ML;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>Reads columns of numbers row by row into one array, side by side.</summary>
internal abstract class FeatureReader
{
    /// <summary>Opens columns, to be read as float where that holds them all, else as double.</summary>
    /// <exception cref="DataViewException">One has no numbers.</exception>
    public static FeatureReader Open(DataViewRow row, IReadOnlyList<DataViewSchema.Column> columns, long rows) =>
        columns.All(NumberColumn.FitsFloat)
            ? new Reader<float>(row, columns, rows, DataColumn.Values)
            : new Reader<double>(row, columns, rows, DataColumn.Values);

    /// <summary>Numbers of a row, of all columns.</summary>
    public abstract int Size { get; }

    /// <summary>Adds the numbers of a row.</summary>
    /// <exception cref="DataViewException">One is not finite, or an array cannot hold so many.</exception>
    public abstract void Add(long row);

    /// <summary>All rows.</summary>
    public abstract DataColumn ToColumn(Shape? shape = null);

    private sealed class Reader<T> : FeatureReader
        where T : unmanaged, INumberBase<T>
    {
        private readonly NumberColumn<T>[] _columns;
        private readonly GrowingArray<T> _values;
        private readonly Func<T[], Shape, DataColumn> _column;

        public Reader(
            DataViewRow row, IReadOnlyList<DataViewSchema.Column> columns, long rows, Func<T[], Shape, DataColumn> column)
        {
            _columns = [.. columns.Select(source => NumberColumn<T>.Open(row, source))];
            _values = new GrowingArray<T>(rows * Size);
            _column = column;
        }

        public override int Size => _columns.Sum(column => column.Size);

        public override void Add(long row)
        {
            T[] values = _values.Reserve(Size, out int start) ?? throw new DataViewException(
                _columns[0].Name, Invariant($"an array does not hold more rows of {Size} numbers: take fewer, or a stream of them."), row);
            foreach (NumberColumn<T> column in _columns)
            {
                column.Read(values.AsSpan(start, column.Size), row);
                start += column.Size;
            }
        }

        public override DataColumn ToColumn(Shape? shape) => _column(_values.ToArray(), shape ?? new Shape(Size));
    }
}
