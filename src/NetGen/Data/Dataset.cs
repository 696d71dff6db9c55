using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Samples to train and evaluate on: each has one or several inputs (values of one shape, or tokens) and targets (labels, values or
/// weights), or no target. Immutable; the views made by <see cref="Take"/>, <see cref="Subset"/>, <see cref="Shuffle"/>, <see
/// cref="Split(double, int)"/> and <see cref="KFold"/> share its data.
/// </summary>
public sealed partial class Dataset
{
    // Row of each sample in the shared data; null where sample i is row i.
    private readonly int[]? _view;

    private Dataset(
        int count,
        IReadOnlyList<(string Name, DataColumn Column)> inputs,
        IReadOnlyList<(string Name, DataColumn Column)> targets,
        int[]? view)
    {
        Count = count;
        Inputs = inputs;
        Targets = targets;
        _view = view;
    }

    /// <summary>Number of samples: at least 1.</summary>
    public int Count { get; }

    /// <summary>The inputs by name; a view shows those of the whole data.</summary>
    public IReadOnlyList<(string Name, DataColumn Column)> Inputs { get; }

    /// <summary>The targets by name; a view shows those of the whole data.</summary>
    public IReadOnlyList<(string Name, DataColumn Column)> Targets { get; }

    /// <summary>Shape of one sample's first input, without the batch, for example 1×28×28 (channels first).</summary>
    public Shape InputShape => Inputs[0].Column.Shape;

    /// <summary>Number of classes where the first target is labels, which are 0 to <see cref="Classes"/> − 1; else 0.</summary>
    public int Classes => (FirstTarget as IntegerColumn)?.Bound ?? 0;

    /// <summary>Values of the first target of one sample; 0 where it is labels, or where there is none.</summary>
    public int TargetSize => (FirstTarget as ValueColumn)?.Rows.RowSize ?? 0;

    private DataColumn? FirstTarget => Targets.Count > 0 ? Targets[0].Column : null;

    private DataColumn OnlyTarget => FirstTarget ?? throw new InvalidOperationException("The samples have no target.");

    /// <summary>Copies the values of the first input of samples, one after the other.</summary>
    /// <param name="indices">Samples, each from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination">At least [indices.Length × <see cref="InputShape"/>] values.</param>
    /// <exception cref="ArgumentException">An index is out of range or the destination is too short.</exception>
    /// <exception cref="InvalidOperationException">The samples have tokens.</exception>
    public void ReadInputs(ReadOnlySpan<int> indices, Span<float> destination) => Read(Inputs[0].Column, indices, destination);

    /// <inheritdoc cref="ReadInputs(ReadOnlySpan{int}, Span{float})"/>
    public void ReadInputs(ReadOnlySpan<int> indices, Span<double> destination) => Read(Inputs[0].Column, indices, destination);

    /// <summary>Copies the tokens of the first input of samples, one after the other.</summary>
    /// <param name="indices">Samples, each from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination">At least [indices.Length × <see cref="InputShape"/>] tokens.</param>
    /// <exception cref="ArgumentException">An index is out of range or the destination is too short.</exception>
    /// <exception cref="InvalidOperationException">The samples have values.</exception>
    public void ReadTokens(ReadOnlySpan<int> indices, Span<int> destination) => Read(Inputs[0].Column, indices, destination);

    /// <summary>Copies the labels of samples from the first target.</summary>
    /// <param name="indices">Samples, each from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination">At least [indices.Length] labels; times the positions where each has one.</param>
    /// <exception cref="ArgumentException">An index is out of range or the destination is too short.</exception>
    /// <exception cref="InvalidOperationException">The samples have target values, or no target.</exception>
    public void ReadLabels(ReadOnlySpan<int> indices, Span<int> destination) => Read(OnlyTarget, indices, destination);

    /// <summary>Copies the values of the first target of samples, one after the other.</summary>
    /// <param name="indices">Samples, each from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination">At least [indices.Length × <see cref="TargetSize"/>] values.</param>
    /// <exception cref="ArgumentException">An index is out of range or the destination is too short.</exception>
    /// <exception cref="InvalidOperationException">The samples have labels, or no target.</exception>
    public void ReadTargets(ReadOnlySpan<int> indices, Span<float> destination) => Read(OnlyTarget, indices, destination);

    /// <inheritdoc cref="ReadTargets(ReadOnlySpan{int}, Span{float})"/>
    public void ReadTargets(ReadOnlySpan<int> indices, Span<double> destination) => Read(OnlyTarget, indices, destination);

    /// <summary>"60000 samples of 1×28×28, 10 classes"; with names where there are several inputs or targets.</summary>
    public override string ToString() => (Inputs.Count, Targets.Count) == (1, 1)
        ? $"{Words.Counted(Count, "sample")} of {Inputs[0].Column.Description}, "
            + (TargetSize > 0 ? $"{Words.Counted(TargetSize, "target value")} each" : Targets[0].Column.Description)
        : $"{Words.Counted(Count, "sample")} of {Listed([.. Inputs, .. Targets])}";

    /// <summary>Copies the values of a column.</summary>
    internal void Read<T>(DataColumn column, ReadOnlySpan<int> indices, Span<T> destination)
        where T : unmanaged
    {
        Rows rows = (column as ValueColumn)?.Rows
            ?? throw new InvalidOperationException("The samples have integers there (tokens or labels), not values.");
        CheckLength(destination.Length, indices.Length, rows.RowSize);
        for (int i = 0; i < indices.Length; i++)
        {
            rows.Read(Row(indices[i]), destination.Slice(i * rows.RowSize, rows.RowSize));
        }

        if (!rows.FitsFloat && typeof(T) == typeof(float))
        {
            CheckHeld(rows, indices, destination[..(indices.Length * rows.RowSize)]);
        }
    }

    /// <summary>Copies the tokens or labels of a column.</summary>
    internal void Read(DataColumn column, ReadOnlySpan<int> indices, Span<int> destination)
    {
        IntegerColumn integers = column as IntegerColumn
            ?? throw new InvalidOperationException("The samples have values there, not integers (tokens or labels).");
        CheckLength(destination.Length, indices.Length, integers.Size);
        for (int i = 0; i < indices.Length; i++)
        {
            integers[Row(indices[i])].CopyTo(destination[(i * integers.Size)..]);
        }
    }

    /// <summary>A sample's row in the shared data.</summary>
    internal int Row(int sample, string name = "indices")
    {
        if ((uint)sample >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(
                name, Invariant($"Sample {sample} does not exist: there are {Count}, from 0."));
        }

        return _view is null ? sample : _view[sample];
    }

    /// <exception cref="ArgumentException">A number became infinite when it was read as a float.</exception>
    private void CheckHeld<T>(Rows rows, ReadOnlySpan<int> indices, ReadOnlySpan<T> read)
        where T : unmanaged
    {
        if (ValueChecks.FirstNotFinite(read) is >= 0 and int at)
        {
            (int i, int element) = Math.DivRem(at, rows.RowSize);
            double[] row = new double[rows.RowSize];
            rows.Read(Row(indices[i]), row);
            throw new ArgumentException(
                Invariant($"Sample {indices[i]} has the value {row[element]} at element {element}, which no float holds: ")
                    + "scale the data, or compile the network in double.");
        }
    }

    private static string Listed(IReadOnlyList<(string Name, DataColumn Column)> columns) =>
        string.Join(", ", columns.Select(entry => $"{entry.Name} {entry.Column.Description}"));

    private static void CheckLength(int length, int samples, int size)
    {
        if (length < (long)samples * size)
        {
            throw new ArgumentException(
                Invariant($"The destination holds {Words.Counted(length, "value")}; ")
                    + Invariant($"{Words.Counted(samples, "sample")} of {size} take {(long)samples * size}."),
                "destination");
        }
    }
}
