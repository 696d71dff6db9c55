using static System.FormattableString;

namespace NetGen.Data;

/// <summary>A file of texts, labels or words is not what it should be: the message names file, line and column.</summary>
public sealed class TextFormatException : IOException
{
    internal TextFormatException(string fileName, int? line, int? column, string problem, Exception? innerException = null)
        : base($"{fileName}{Place(line, column)}: {problem}", innerException) => (FileName, Line, Column) = (fileName, line, column);

    /// <summary>Path of the file.</summary>
    public string FileName { get; }

    /// <summary>The line, from 1; null where it is the whole file.</summary>
    public int? Line { get; }

    /// <summary>The column, from 1; null where it is the whole line.</summary>
    public int? Column { get; }

    private static string Place(int? line, int? column) =>
        (line is null ? "" : Invariant($", line {line}")) + (column is null ? "" : Invariant($", column {column}"));
}
