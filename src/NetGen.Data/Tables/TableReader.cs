using System.Globalization;

namespace NetGen.Data;

/// <summary>Begins readings of a table.</summary>
/// <param name="options">Which columns are wanted.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal delegate TableReader OpenTable(TableOptions options, CancellationToken cancellationToken);

/// <summary>One reading of a table, row after row.</summary>
internal abstract class TableReader(string fileName, string unit) : IDisposable
{
    /// <summary>The columns; numbers from 0 where they have no names.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Line or row, from 1.</summary>
    public abstract long Line { get; }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="DataFormatException">The table is damaged.</exception>
    public abstract bool Read();

    /// <summary>A number of the row; NaN where it is missing.</summary>
    /// <exception cref="DataFormatException">It is no number that a float holds.</exception>
    public abstract float Number(int column);

    /// <summary>A text of the row; null where it is missing.</summary>
    public abstract string? Text(int column);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>What is wrong in the row.</summary>
    public DataFormatException Refuse(int column, string? value, string problem) =>
        new(fileName, problem, Line, Names[column], value, unit: unit);

    /// <summary>What is wrong with all of it.</summary>
    public DataFormatException Refuse(string problem) => new(fileName, problem);

    /// <summary>A value of a typed column as classes and groups are called: as its type writes it; null where it is missing.</summary>
    protected static string? Written(object? value) => value switch
    {
        null or float.NaN or double.NaN => null,
        bool known => known ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>A number that is there.</summary>
    protected float Finite(int column, double number)
    {
        float value = (float)number;
        return float.IsFinite(value)
            ? value
            : throw Refuse(column, number.ToString("R", CultureInfo.InvariantCulture), "is no number that a float holds.");
    }
}
