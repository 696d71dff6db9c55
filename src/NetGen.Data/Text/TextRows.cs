using System.Text;

namespace NetGen.Data;

/// <summary>A row of a table of texts.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Fields">Its columns.</param>
internal readonly record struct TextRow(long Line, string[] Fields)
{
    /// <summary>The rows of a file, its header among them; empty lines are left out.</summary>
    /// <exception cref="DataFormatException">
    /// It is not UTF-8, or a line is damaged or has another number of columns than the first.
    /// </exception>
    public static List<TextRow> Read(string path, TextTableOptions options)
    {
        string text = TextFile.Read(path);
        char? separator = options.Separator ?? Separator(text);
        CsvOptions csv = new()
        {
            Separator = separator, HasHeader = false, IsQuoted = options.IsQuoted ?? separator != '\t', MissingTexts = [],
        };
        using CsvTable table = new(new MemoryStream(Encoding.UTF8.GetBytes(text)), path, csv);
        List<TextRow> rows = [];
        while (table.Read())
        {
            TextRow row = new(table.Line, [.. Enumerable.Range(0, table.Names.Count).Select(column => table.Text(column)!)]);
            if (row.Fields.Length > 1 || row.Fields[0].Length > 0)
            {
                rows.Add(row);
            }
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
