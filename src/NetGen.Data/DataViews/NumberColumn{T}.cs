using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace NetGen.Data;

/// <summary>
/// A column of numbers, or of yes and no as 1 and 0: scalars or vectors of one size, where what a sparse one leaves out is 0.
/// </summary>
/// <typeparam name="T">What the numbers are read as.</typeparam>
internal abstract class NumberColumn<T>(DataViewSchema.Column column, int size)
    where T : unmanaged, INumberBase<T>
{
    /// <summary>Its name, for messages.</summary>
    public string Name => column.Name;

    /// <summary>Numbers of a row.</summary>
    public int Size => size;

    /// <summary>Opens a column of a row or cursor.</summary>
    /// <exception cref="DataViewException">It has no numbers, or vectors of no known size.</exception>
    public static NumberColumn<T> Open(DataViewRow row, DataViewSchema.Column column)
    {
        int size = NumberColumn.SizeOf(column);
        Type type = NumberColumn.ItemOf(column).RawType;
        return type == typeof(float) ? Open<float>(row, column, size)
            : type == typeof(double) ? Open<double>(row, column, size)
            : type == typeof(byte) ? Open<byte>(row, column, size)
            : type == typeof(sbyte) ? Open<sbyte>(row, column, size)
            : type == typeof(short) ? Open<short>(row, column, size)
            : type == typeof(ushort) ? Open<ushort>(row, column, size)
            : type == typeof(int) ? Open<int>(row, column, size)
            : type == typeof(uint) ? Open<uint>(row, column, size)
            : type == typeof(long) ? Open<long>(row, column, size)
            : type == typeof(ulong) ? Open<ulong>(row, column, size)
            : new Numbers<bool>(row, column, size, value => value ? T.One : T.Zero);
    }

    /// <summary>Opens a column of weights.</summary>
    /// <exception cref="DataViewException">It has no numbers, or several in a row.</exception>
    public static NumberColumn<T> OpenWeights(DataViewRow row, DataViewSchema.Column column) =>
        NumberColumn.SizeOf(column) == 1
            ? Open(row, column)
            : throw new DataViewException(column.Name, $"{column.Type} is no weight; each row has one.");

    /// <summary>Copies the numbers of the row.</summary>
    public abstract void Read(Span<T> destination);

    /// <summary>Copies the numbers of a row and checks them.</summary>
    /// <exception cref="DataViewException">One is not finite.</exception>
    public void Read(Span<T> destination, long row)
    {
        Read(destination);
        if (ValueChecks.FirstNotFinite((ReadOnlySpan<T>)destination) is >= 0 and int slot)
        {
            string value = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{destination[slot]}");
            throw new DataViewException(
                Name,
                $"the value {value}{NumberColumn.Place(column, slot)} is not finite: replace or leave out what is missing before, "
                    + "as ReplaceMissingValues does.",
                row,
                value);
        }
    }

    private static Numbers<TValue> Open<TValue>(DataViewRow row, DataViewSchema.Column column, int size)
        where TValue : unmanaged, INumberBase<TValue> => new(row, column, size, T.CreateTruncating);

    private sealed class Numbers<TValue> : NumberColumn<T>
        where TValue : unmanaged
    {
        private readonly Func<TValue, T> _convert;
        private readonly ValueGetter<TValue>? _scalar;
        private readonly ValueGetter<VBuffer<TValue>>? _vector;
        private VBuffer<TValue> _buffer;

        public Numbers(DataViewRow row, DataViewSchema.Column column, int size, Func<TValue, T> convert)
            : base(column, size)
        {
            _convert = convert;
            _scalar = column.Type is VectorDataViewType ? null : row.GetGetter<TValue>(column);
            _vector = column.Type is VectorDataViewType ? row.GetGetter<VBuffer<TValue>>(column) : null;
        }

        public override void Read(Span<T> destination)
        {
            if (_scalar is not null)
            {
                TValue value = default;
                _scalar(ref value);
                destination[0] = _convert(value);
                return;
            }

            _vector!(ref _buffer);
            ReadOnlySpan<TValue> values = _buffer.GetValues();
            ReadOnlySpan<int> indices = _buffer.GetIndices();
            destination.Clear();
            for (int i = 0; i < values.Length; i++)
            {
                destination[_buffer.IsDense ? i : indices[i]] = _convert(values[i]);
            }
        }
    }
}
