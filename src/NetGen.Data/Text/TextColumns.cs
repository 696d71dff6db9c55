using System.Globalization;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>Which columns of a table are texts and labels, and whether it begins with their names.</summary>
/// <param name="Text">Index of the texts' column.</param>
/// <param name="Label">Index of the labels' column.</param>
/// <param name="HasHeader">Whether the first row holds names.</param>
internal readonly record struct TextColumns(int Text, int Label, bool HasHeader)
{
    private const int GuessedRows = 500;

    /// <summary>As the options say, and where they do not, as the first rows look.</summary>
    /// <exception cref="TextFormatException">There is no such column, or no two of them.</exception>
    public static TextColumns Of(string path, List<TextRow> rows, LabelledTextOptions options)
    {
        if (rows.Count == 0)
        {
            throw new TextFormatException(path, null, null, "it has no line.");
        }

        int columns = rows[0].Fields.Length;
        if (columns < 2)
        {
            throw new TextFormatException(path, rows[0].Line, null, "a text and a label are two columns; only one is there.");
        }

        // Without the row that may be a header.
        TextRow[] sample = [.. rows.Skip(rows.Count > 1 ? 1 : 0).Take(GuessedRows)];
        int? text = Find(path, rows[0], options.TextColumn, options.HasHeader);
        int? label = Find(path, rows[0], options.LabelColumn, options.HasHeader);
        int labels = label ?? Enumerable.Range(0, columns).Where(column => column != (text ?? Longest(sample, columns, null)))
            .MinBy(column => sample.Select(row => row.Fields[column]).Distinct(StringComparer.Ordinal).Count());
        int texts = text ?? Longest(sample, columns, labels);
        if (texts == labels)
        {
            throw new TextFormatException(path, rows[0].Line, texts + 1, "texts and labels are said to be in one column.");
        }

        bool isNamed = IsName(options.TextColumn) || IsName(options.LabelColumn);
        return new(texts, labels, options.HasHeader ?? (isNamed || IsHeader(rows[0], sample, labels)));
    }

    private static int Longest(TextRow[] rows, int columns, int? without) => Enumerable.Range(0, columns)
        .Where(column => column != without)
        .MaxBy(column => rows.Sum(row => (long)row.Fields[column].Length));

    private static bool IsName(string? column) => column is not null && Number(column) is null;

    private static int? Number(string column) =>
        int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static int? Find(string path, TextRow first, string? column, bool? hasHeader)
    {
        if (column is null)
        {
            return null;
        }

        if (Number(column) is int number)
        {
            return number >= 1 && number <= first.Fields.Length ? number - 1 : throw new TextFormatException(
                path, first.Line, null, Invariant($"there is no column {number}; there are {first.Fields.Length}."));
        }

        int place = hasHeader == false ? -1 : Array.FindIndex(first.Fields, field => field.Trim() == column);
        string others = string.Join(", ", first.Fields.Select(field => $"'{Short(field)}'"));
        return place >= 0 ? place : throw new TextFormatException(
            path, first.Line, null, $"there is no column '{column}'; there are {others}.");
    }

    /// <summary>Whether a label is none of those that follow, which themselves come again.</summary>
    private static bool IsHeader(TextRow first, TextRow[] rows, int label)
    {
        HashSet<string> values = [.. rows.Select(row => row.Fields[label].Trim())];
        return values.Count < rows.Length && !values.Contains(first.Fields[label].Trim());
    }

    private static string Short(string field) => field.Length <= 30 ? field : field[..30] + "…";
}
