using CsvHelper;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>Reads CSV and TSV whole.</summary>
internal static class TextRows
{
    /// <summary>The rows of a file, each with the line that it begins in; empty lines are left out.</summary>
    /// <exception cref="TextFormatException">A line is damaged, or has another number of columns than the first.</exception>
    public static List<TextRow> Read(string path, LabelledTextOptions options)
    {
        string text = TextFile.Read(path);
        char? separator = options.Separator ?? Separator(text);
        CsvReaderOptions how = new()
        {
            Separator = separator,
            HasHeader = false,
            Mode = options.IsQuoted ?? separator != '\t' ? CsvMode.Rfc4180 : CsvMode.NoEscape,
            MalformedData = CsvMalformedDataHandling.Throw,
            TrackLineNumbers = true,
        };
        try
        {
            return Read(path, text, how);
        }
        catch (CsvFormatException exception)
        {
            int? column = exception.FieldIndex >= 0 ? exception.FieldIndex + 1 : null;
            throw new TextFormatException(path, (int)exception.LineNumber, column, exception.Message, exception);
        }
    }

    private static List<TextRow> Read(string path, string text, CsvReaderOptions options)
    {
        using CsvReader reader = CsvReader.FromText(text, options);
        List<TextRow> rows = [];
        while (reader.Read())
        {
            int line = (int)reader.LineNumber, columns = reader.FieldCount;
            if (columns == 1 && reader.GetRawSpan(0).Trim(" \t"u8).IsEmpty)
            {
                continue;
            }

            if (rows.Count > 0 && columns != rows[0].Fields.Length)
            {
                throw new TextFormatException(
                    path, line, null, Invariant($"{Words.Counted(columns, "column")}; line {rows[0].Line} has {rows[0].Fields.Length}."));
            }

            string[] fields = new string[columns];
            for (int i = 0; i < columns; i++)
            {
                fields[i] = reader.GetString(i);
            }

            rows.Add(new(line, fields));
        }

        return rows;
    }

    /// <summary>
    /// A tab that is in the first line, since marks of a text may look like separators beside it; else null: CsvHelper looks.
    /// </summary>
    private static char? Separator(string text)
    {
        int end = text.AsSpan().TrimStart("\r\n").IndexOfAny('\r', '\n');
        return text.AsSpan().TrimStart("\r\n")[..(end < 0 ? ^0 : end)].Contains('\t') ? '\t' : null;
    }
}

/// <summary>A row of a table.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Fields">Its columns.</param>
internal readonly record struct TextRow(int Line, string[] Fields);
