using System.Numerics;
using Parquet;
using Parquet.Schema;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>One reading of a Parquet file, row group by row group; of each the columns that are asked for.</summary>
internal sealed class ParquetTable : TableReader
{
    /// <summary>What a header may claim before anything of it is read.</summary>
    private const long MostRows = 1 << 26;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly CancellationToken _cancellationToken;
    private readonly ParquetReader _reader;
    private readonly DataField[] _fields;
    private readonly string[] _names;
    private readonly double[]?[] _numbers;
    private readonly string?[]?[] _texts;
    private ParquetRowGroupReader? _group;
    private int _groups;
    private int _rows;
    private int _row;
    private long _line;

    /// <exception cref="DataFormatException">It is no Parquet file, or damaged.</exception>
    public ParquetTable(string path, CancellationToken cancellationToken)
        : base(path, "row")
    {
        (_path, _cancellationToken) = (path, cancellationToken);
        _file = InputFile.Open(path, problem => new DataFormatException(path, problem));
        try
        {
            _reader = Guarded(null, async () =>
            {
                ParquetFooter.Check(_file);
                return await ParquetReader.CreateAsync(_file, cancellationToken: cancellationToken).ConfigureAwait(false);
            });
            _fields = Guarded(null, () => new ValueTask<DataField[]>(_reader.Schema.GetDataFields()));
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        _names = Array.ConvertAll(_fields, field => field.Path.ToString());
        _numbers = new double[_fields.Length][];
        _texts = new string?[_fields.Length][];
    }

    public override IReadOnlyList<string> Names => _names;

    public override long Line => _line;

    /// <summary>Rows of all groups.</summary>
    public long Count
    {
        get
        {
            long count = 0;
            for (int i = 0; i < _reader.RowGroupCount; i++)
            {
                using ParquetRowGroupReader group = OpenGroup(i);
                count += group.RowCount;
            }

            return count;
        }
    }

    public override bool Read()
    {
        while (_row + 1 >= _rows)
        {
            _group?.Dispose();
            _group = null;
            if (_groups == _reader.RowGroupCount)
            {
                return false;
            }

            _group = OpenGroup(_groups++);
            (_rows, _row) = ((int)_group.RowCount, -1);
            Array.Clear(_numbers);
            Array.Clear(_texts);
            if (_rows > 0)
            {
                break;
            }
        }

        _row++;
        _line++;
        return true;
    }

    public override float Number(int column)
    {
        double number = (_numbers[column] ??= LoadNumbers(column))[_row];
        return double.IsNaN(number) ? float.NaN : Finite(column, number);
    }

    public override string? Text(int column) => (_texts[column] ??= LoadTexts(column))[_row];

    public override void Dispose()
    {
        _group?.Dispose();
        AsyncSource.Wait(async () =>
        {
            await _reader.DisposeAsync().ConfigureAwait(false);
            return true;
        });
        _file.Dispose();
    }

    private ParquetRowGroupReader OpenGroup(int index)
    {
        ParquetRowGroupReader group = Guarded(null, () => new ValueTask<ParquetRowGroupReader>(_reader.OpenRowGroupReader(index)));
        return group.RowCount is >= 0 and <= MostRows ? group : throw new DataFormatException(
            _path, Invariant($"row group {index} has {group.RowCount} rows; {MostRows} are the most."));
    }

    private double[] LoadNumbers(int column) => _fields[column].ClrType == typeof(bool)
        ? Array.ConvertAll(Load<bool>(column), value => value is { } known ? (known ? 1 : 0) : double.NaN)
        : Load(column, new ToNumber());

    private string?[] LoadTexts(int column)
    {
        Type type = _fields[column].ClrType;
        if (type == typeof(ReadOnlyMemory<char>) || type == typeof(string))
        {
            Check(column);
            string?[] texts = new string?[_rows];
            return Guarded(column, async () =>
            {
                await _group!.ReadAsync(_fields[column], texts.AsMemory()!, null, _cancellationToken).ConfigureAwait(false);
                return texts;
            });
        }

        return type == typeof(bool) ? Array.ConvertAll(Load<bool>(column), value => Written(value)) : Load(column, new ToText());
    }

    private TResult[] Load<TResult>(int column, IConversion<TResult> conversion)
    {
        Type type = _fields[column].ClrType;
        return type == typeof(float) ? Of<float>()
            : type == typeof(double) ? Of<double>()
            : type == typeof(int) ? Of<int>()
            : type == typeof(long) ? Of<long>()
            : type == typeof(short) ? Of<short>()
            : type == typeof(sbyte) ? Of<sbyte>()
            : type == typeof(byte) ? Of<byte>()
            : type == typeof(ushort) ? Of<ushort>()
            : type == typeof(uint) ? Of<uint>()
            : type == typeof(ulong) ? Of<ulong>()
            : type == typeof(decimal) ? Of<decimal>()
            : throw new DataFormatException(
                _path,
                $"a column of {(type == typeof(ReadOnlyMemory<char>) ? "text" : type.Name)} gives no numbers.",
                column: _names[column]);

        TResult[] Of<T>()
            where T : unmanaged, INumber<T> => Array.ConvertAll(Load<T>(column), conversion.Convert);
    }

    private T?[] Load<T>(int column)
        where T : unmanaged
    {
        Check(column);
        DataField field = _fields[column];
        T?[] values = new T?[_rows];
        return Guarded(column, async () =>
        {
            if (field.IsNullable)
            {
                await _group!.ReadAsync(field, values.AsMemory(), null, _cancellationToken).ConfigureAwait(false);
            }
            else
            {
                T[] known = new T[_rows];
                await _group!.ReadAsync(field, known.AsMemory(), null, _cancellationToken).ConfigureAwait(false);
                for (int i = 0; i < known.Length; i++)
                {
                    values[i] = known[i];
                }
            }

            return values;
        });
    }

    /// <exception cref="DataFormatException">A row has not one value there, but a list of them.</exception>
    private void Check(int column)
    {
        if (_fields[column].IsArray || _fields[column].MaxRepetitionLevel > 0)
        {
            throw new DataFormatException(_path, "a column of lists gives no one value for a sample.", column: _names[column]);
        }
    }

    /// <summary>Whatever the library meets in a damaged file is a fault of the file.</summary>
    private T Guarded<T>(int? column, Func<ValueTask<T>> read)
    {
        try
        {
            return AsyncSource.Wait(read);
        }
        catch (Exception damage) when (damage is not OperationCanceledException and not DataFormatException)
        {
            throw new DataFormatException(
                _path,
                (_groups > 0 ? Invariant($"row group {_groups - 1} ") : "the file ") + "is damaged, or no Parquet: " + damage.Message,
                column: column is { } known ? _names[known] : null,
                innerException: damage);
        }
    }

    /// <summary>What numbers of any type become.</summary>
    private interface IConversion<TResult>
    {
        TResult Convert<T>(T? value)
            where T : unmanaged, INumber<T>;
    }

    private sealed class ToNumber : IConversion<double>
    {
        public double Convert<T>(T? value)
            where T : unmanaged, INumber<T> => value is { } known ? double.CreateSaturating(known) : double.NaN;
    }

    private sealed class ToText : IConversion<string?>
    {
        public string? Convert<T>(T? value)
            where T : unmanaged, INumber<T> => Written(value);
    }
}
