using static System.FormattableString;

namespace NetGen.Data;

/// <summary>A file or table holds what cannot be read as the data wanted: the message names the place and what is wrong.</summary>
public sealed class DataFormatException : IOException
{
    internal DataFormatException(
        string fileName, string problem, long? line = null, string? column = null, string? value = null, Exception? innerException = null,
        string unit = "line")
        : base(
            fileName + (line is null ? "" : Invariant($", {unit} {line}")) + (column is null ? "" : $", column '{column}'") + ": "
                + (value is null ? "" : $"'{Shortened(value)}' ") + problem,
            innerException)
    {
        (FileName, Line, Column, Value) = (fileName, line, column, value);
    }

    /// <summary>Path of the file, or a word for what is none.</summary>
    public string FileName { get; }

    /// <summary>Line of a text file, or row of another table, from 1; null where the fault is in no line.</summary>
    public long? Line { get; }

    /// <summary>Name of the column, or its number from 0 where it has none; null where the fault is in no column.</summary>
    public string? Column { get; }

    /// <summary>What stands there; null where nothing does.</summary>
    public string? Value { get; }

    private static string Shortened(string value) => value.Length <= 60 ? value : value[..60] + "…";
}
