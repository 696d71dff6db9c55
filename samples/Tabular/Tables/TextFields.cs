using System.Globalization;
using Samples;
using static System.FormattableString;

namespace Tabular.Tables;

/// <summary>The fields of one line of a text file; what is wrong with one is said with file, line, column and value.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Number of the line, from 1.</param>
/// <param name="Fields">Its fields.</param>
internal readonly record struct TextFields(string File, int Line, string[] Fields)
{
    /// <summary>The lines of a file that are not empty.</summary>
    /// <param name="file">The file, with or without a byte order mark.</param>
    /// <param name="separators">Any number of them, in any mixture, stand between two fields.</param>
    /// <param name="columns">Fields of a line.</param>
    /// <exception cref="SampleException">A line has another number of fields.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<TextFields> Read(string file, char[] separators, int columns)
    {
        int line = 0;
        foreach (string text in System.IO.File.ReadLines(file))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            string[] fields = text.Split(
                separators, columns, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            yield return fields.Length == columns
                ? new(file, line, fields)
                : throw new SampleException(Invariant($"{file}, line {line}: {columns} fields are needed, not {fields.Length}."));
        }
    }

    /// <summary>Whether it names the columns: the first line, with no number in it.</summary>
    public bool IsHeader =>
        Line == 1 && Fields.All(text => !float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    /// <summary>A number; "?" is a missing one, NaN, where <paramref name="mayMiss"/> says so.</summary>
    /// <exception cref="SampleException">It is something else.</exception>
    public float Number(int column, bool mayMiss = false) => mayMiss && Fields[column] == "?"
        ? float.NaN
        : float.TryParse(Fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
            ? value
            : throw new SampleException(Invariant($"{File}, line {Line}, column {column + 1}: '{Fields[column]}' is no number."));
}
