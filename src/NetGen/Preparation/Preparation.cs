using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// What is done with the rows of a table before a network sees them, fitted to the rows it was trained on: scaling, clipping, categories,
/// missing values. <see cref="Network{T}.Save(string, Preparation, bool)"/> writes it into the file of the weights, so that both travel
/// together. It never changes, needs no package, and allocates nothing when it is applied; any number of threads may use one.
/// </summary>
/// <example>
/// <code>
/// Preparation preparation = Preparation.Fit(rows, ["age", "income", "city"],
///     new("age", MissingValues.ByMedian(indicates: true), new StandardScaling()),
///     new("income", new LogScaling(), new StandardScaling()),
///     new("city", new OneHot(UnseenCategory.Zeros)));
/// </code>
/// </example>
public sealed partial class Preparation
{
    private readonly PreparedColumn[] _columns;
    private readonly int[] _places;

    /// <summary>Of fitted columns.</summary>
    private Preparation(string[] inputNames, PreparedColumn[] columns, int[] places)
    {
        InputNames = inputNames;
        _columns = columns;
        _places = places;
        OutputNames = [.. columns.SelectMany(column => column.OutputNames())];
        if (OutputNames.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The output {twice.Key} stands there twice.", nameof(columns));
        }
    }

    /// <summary>The columns of a row before.</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <summary>
    /// The values of a row behind: a column's own name, "city=2" for a category, "age.missing" for what says that a value was missing.
    /// </summary>
    public IReadOnlyList<string> OutputNames { get; }

    /// <summary>Values of a row before.</summary>
    public int InputWidth => InputNames.Count;

    /// <summary>Values of a row behind: those that the network takes.</summary>
    public int OutputWidth => OutputNames.Count;

    /// <summary>The columns that are taken, in the order of the outputs, with what was fitted to them.</summary>
    public IReadOnlyList<PreparedColumn> Columns => _columns;

    /// <summary>Prepares a row, or several; allocates nothing.</summary>
    /// <param name="rows">Rows one after the other: [count × <see cref="InputWidth"/>]; NaN where a value is missing.</param>
    /// <param name="destination">Receives as many: [count × <see cref="OutputWidth"/>].</param>
    /// <remarks>
    /// It is computed in double. A missing value stays NaN where no step fills it, and infinity passes all but <see cref="Clipping"/>: the
    /// network refuses both.
    /// </remarks>
    /// <exception cref="ArgumentException">A length does not fit, or the two share memory.</exception>
    /// <exception cref="PreparationException">
    /// A category was not there when it was fitted, where that is to be an error; the message names column, row and value.
    /// </exception>
    public void Apply(ReadOnlySpan<float> rows, Span<float> destination) => ApplyAll(rows, destination);

    /// <inheritdoc cref="Apply(ReadOnlySpan{float}, Span{float})"/>
    public void Apply(ReadOnlySpan<double> rows, Span<double> destination) => ApplyAll(rows, destination);

    /// <summary>
    /// The same samples with their first input prepared, as samples of [<see cref="OutputWidth"/>]; targets and other inputs are shared.
    /// </summary>
    /// <param name="data">Its first input has [<see cref="InputWidth"/>] values.</param>
    /// <exception cref="ArgumentException">The first input is no values, or has another number of them.</exception>
    /// <exception cref="PreparationException">A value cannot be prepared; the row is the sample's number.</exception>
    public Dataset Apply(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Prepare(this);
    }

    /// <summary>The same of a stream, block by block as it is read, anew in each epoch.</summary>
    /// <param name="data">The first input of its samples has [<see cref="InputWidth"/>] values; other data ends the reading.</param>
    /// <returns>
    /// Its reading ends with a <see cref="PreparationException"/> where a value cannot be prepared; the row is the sample's in its block.
    /// </returns>
    public DataStream Apply(DataStream data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data is DatasetStream whole ? DataStream.FromDataset(Apply(whole.Data)) : new PreparedStream(data, this);
    }

    /// <summary>Prepares one row of those that messages count from 0.</summary>
    internal void ApplyRow<T>(ReadOnlySpan<T> row, Span<T> destination, int number)
        where T : INumberBase<T>
    {
        int at = 0;
        for (int i = 0; i < _columns.Length; i++)
        {
            int width = _columns[i].Width;
            _columns[i].Apply(double.CreateTruncating(row[_places[i]]), destination.Slice(at, width), number);
            at += width;
        }
    }

    private void ApplyAll<T>(ReadOnlySpan<T> rows, Span<T> destination)
        where T : unmanaged, INumberBase<T>
    {
        int count = rows.Length / InputWidth;
        if (rows.Length != count * InputWidth || destination.Length != (long)count * OutputWidth)
        {
            throw new ArgumentException(
                $"{Words.Are(rows.Length, "value")} no whole rows of {Words.Counted(InputWidth, "column")}, or the destination of "
                    + $"{Words.Counted(destination.Length, "value")} does not hold {Words.Counted(OutputWidth, "value")} for each.",
                nameof(rows));
        }

        if (MemoryMarshal.AsBytes(rows).Overlaps(MemoryMarshal.AsBytes(destination)))
        {
            throw new ArgumentException("The destination lies in the memory of the rows: give it memory of its own.", nameof(destination));
        }

        for (int row = 0; row < count; row++)
        {
            ApplyRow(rows.Slice(row * InputWidth, InputWidth), destination.Slice(row * OutputWidth, OutputWidth), row);
        }
    }
}
