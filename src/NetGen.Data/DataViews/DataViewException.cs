namespace NetGen.Data;

/// <summary>
/// A column or a value of an <see cref="Microsoft.ML.IDataView"/> that is no sample: the message names column, row and value.
/// </summary>
public sealed class DataViewException : Exception
{
    internal DataViewException(string column, string problem, long? row = null, string? value = null, Exception? innerException = null)
        : base(FormattableString.Invariant($"Column {column}{(row is null ? "" : $", row {row}")}: {problem}"), innerException)
    {
        Column = column;
        Row = row;
        Value = value;
    }

    /// <summary>The column at fault.</summary>
    public string Column { get; }

    /// <summary>The row at fault, from 0; null where the whole column is.</summary>
    public long? Row { get; }

    /// <summary>The value at fault; null where the whole column is.</summary>
    public string? Value { get; }
}
