using static System.FormattableString;

namespace NetGen;

/// <summary>Memory for the samples of a block, used again for the next one.</summary>
internal sealed class SampleBuffer
{
    private readonly SampleLayout _layout;
    private readonly SampleColumn[] _columns;
    private readonly Array[] _values;
    private readonly int[] _bounds;
    private int[] _indices = [];
    private int _capacity;

    public SampleBuffer(SampleLayout layout, int capacity)
    {
        _layout = layout;
        _columns = [.. layout.Inputs, .. layout.Targets];
        _values = new Array[_columns.Length];
        _bounds = new int[_columns.Length];
        Reserve(capacity);
    }

    /// <summary>Samples so far.</summary>
    public int Count { get; private set; }

    /// <summary>Index of the first column of weights.</summary>
    public int FirstWeight => Array.FindIndex(_columns, column => column.Kind == SampleKind.Weights) is >= 0 and int column
        ? column
        : throw new InvalidOperationException("The samples have no weight: give their layout a SampleColumn.Weight.");

    /// <summary>Index of an input's column.</summary>
    public int InputAt(int input) => Checked(input, _layout.Inputs.Count, "input");

    /// <summary>Index of a target's column.</summary>
    public int TargetAt(int target) => _layout.Inputs.Count + Checked(target, _layout.Targets.Count, "target");

    /// <summary>Forgets the samples.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a sample of zeros.</summary>
    public SampleSlot Add()
    {
        if (Count == _capacity)
        {
            Reserve(Count + 1);
        }

        for (int i = 0; i < _columns.Length; i++)
        {
            Array.Clear(_values[i], Count * _columns[i].Size, _columns[i].Size);
        }

        return new SampleSlot(this, Count++);
    }

    /// <summary>Values of one sample.</summary>
    public Span<T> Row<T>(int column, int row)
        where T : unmanaged
    {
        T[] values = _values[column] as T[] ?? throw Other<T>(column);
        return values.AsSpan(row * _columns[column].Size, _columns[column].Size);
    }

    /// <summary>The only value of one sample.</summary>
    public ref T Single<T>(int column, int row)
        where T : unmanaged
    {
        Span<T> values = Row<T>(column, row);
        if (values.Length != 1)
        {
            throw new InvalidOperationException(
                Invariant($"The samples have {values.Length} values of {_columns[column].Name}: write them as Targets or Labels."));
        }

        return ref values[0];
    }

    /// <summary>Copies samples behind those that are there.</summary>
    /// <exception cref="InvalidOperationException">They have other columns, or are too many.</exception>
    public void Append(Dataset block)
    {
        Reserve(checked(Count + block.Count));
        if (_indices.Length < block.Count)
        {
            _indices = [.. Enumerable.Range(0, block.Count)];
        }

        ReadOnlySpan<int> samples = _indices.AsSpan(0, block.Count);
        for (int i = 0; i < _columns.Length; i++)
        {
            DataColumn column = ColumnOf(block, i);
            int start = Count * _columns[i].Size, length = block.Count * _columns[i].Size;
            switch (_values[i])
            {
                case float[] values:
                    block.Read(column, samples, values.AsSpan(start, length));
                    break;
                case double[] values:
                    block.Read(column, samples, values.AsSpan(start, length));
                    break;
                case int[] values:
                    block.Read(column, samples, values.AsSpan(start, length));
                    _bounds[i] = Math.Max(_bounds[i], ((IntegerColumn)column).Bound);
                    break;
            }
        }

        Count += block.Count;
    }

    /// <summary>The samples, in this memory.</summary>
    /// <param name="first">Number of the first one in all the stream, for messages.</param>
    /// <exception cref="ArgumentException">A value is not finite, or an integer out of range.</exception>
    public Dataset ToDataset(long first = 0) => Dataset.FromColumns(
        _layout.Inputs.Select((column, i) => (column.Name, ColumnAt(i, first))),
        _layout.Targets.Select((column, i) => (column.Name, ColumnAt(_layout.Inputs.Count + i, first))));

    private DataColumn ColumnAt(int index, long first)
    {
        SampleColumn column = _columns[index];
        int size = column.Size, length = Count * size;
        bool isWeights = column.Kind == SampleKind.Weights, isLabels = column.Kind == SampleKind.Labels;
        switch (_values[index])
        {
            case float[] values:
                DataColumn.CheckFinite<float>(values.AsSpan(0, length), size, isWeights ? "weight" : "value", column.Name, first);
                return new ValueColumn(new FloatRows(values, size), Count, column.Shape) { IsWeights = isWeights };
            case double[] values:
                DataColumn.CheckFinite<double>(values.AsSpan(0, length), size, "value", column.Name, first);
                return new ValueColumn(new DoubleRows(values, size), Count, column.Shape);
            default:
                int[] integers = (int[])_values[index];
                int bound = DataColumn.CheckIntegers(integers.AsSpan(0, length), size, column.Bound, isLabels ? "label" : "token", first);
                return new IntegerColumn(integers, 0, size, size, Count, Math.Max(bound, _bounds[index]), isLabels);
        }
    }

    private DataColumn ColumnOf(Dataset block, int index)
    {
        bool isInput = index < _layout.Inputs.Count;
        IReadOnlyList<(string Name, DataColumn Column)> columns = isInput ? block.Inputs : block.Targets;
        int place = isInput ? index : index - _layout.Inputs.Count;
        bool isSame = columns.Count == (isInput ? _layout.Inputs : _layout.Targets).Count && columns[place].Name == _columns[index].Name;
        DataColumn? found = isSame ? columns[place].Column : null;
        return found?.Shape.Equals(_columns[index].Shape) == true && found is IntegerColumn == _values[index] is int[]
            ? found
            : throw new InvalidOperationException($"The blocks of the stream differ in their column {_columns[index].Name}.");
    }

    /// <summary>Doubles what it must enlarge.</summary>
    private void Reserve(int capacity)
    {
        if (capacity <= _capacity)
        {
            return;
        }

        int largest = _columns.Max(column => column.Size);
        if ((long)capacity * largest > Array.MaxLength)
        {
            throw new InvalidOperationException(
                Invariant($"{Words.Counted(capacity, "sample")} of {largest} values are more than an array holds: ")
                + "take fewer, or train on the stream.");
        }

        capacity = (int)Math.Min(Math.Max(capacity, 2L * _capacity), Array.MaxLength / largest);
        for (int i = 0; i < _columns.Length; i++)
        {
            _values[i] = _columns[i].Kind switch
            {
                SampleKind.Tokens or SampleKind.Labels => Enlarged<int>(i, capacity),
                SampleKind.Doubles => Enlarged<double>(i, capacity),
                _ => Enlarged<float>(i, capacity),
            };
        }

        _capacity = capacity;
    }

    private T[] Enlarged<T>(int column, int capacity)
    {
        T[] values = (T[]?)_values[column] ?? [];
        Array.Resize(ref values, capacity * _columns[column].Size);
        return values;
    }

    private static int Checked(int index, int count, string what) => (uint)index < (uint)count
        ? index
        : throw new InvalidOperationException(
            Invariant($"There is no {what} {index}: the samples have {Words.Counted(count, what)}, from 0."));

    private InvalidOperationException Other<T>(int column) => new(
        $"The samples have {(typeof(T) == typeof(int) ? "values" : "integers (tokens or labels)")} of {_columns[column].Name}.");
}
