using static System.FormattableString;

namespace NetGen;

/// <summary>A value cannot be prepared, or nothing can be fitted to a column: the message names column, row and value.</summary>
public sealed class PreparationException : InvalidOperationException
{
    internal PreparationException(string column, int? row, double value, string problem)
        : base(row is int number ? Invariant($"Column {column}, row {number}: {value}: {problem}") : $"Column {column}: {problem}")
    {
        Column = column;
        Row = row;
        Value = value;
    }

    /// <summary>Name of the column.</summary>
    public string Column { get; }

    /// <summary>The row, from 0; null where it is the whole column.</summary>
    public int? Row { get; }

    /// <summary>The value; NaN where it is the whole column.</summary>
    public double Value { get; }
}
