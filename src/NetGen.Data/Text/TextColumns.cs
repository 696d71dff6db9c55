using static System.FormattableString;

namespace NetGen.Data;

/// <summary>Which columns of a table are texts and labels, and whether it begins with their names.</summary>
/// <param name="Text">Number of the texts' column.</param>
/// <param name="Label">Number of the labels' column.</param>
/// <param name="HasHeader">Whether the first row holds names.</param>
internal readonly record struct TextColumns(int Text, int Label, bool HasHeader)
{
    private const int GuessedRows = 500;

    /// <summary>As the options say, and where they do not, as the first rows look.</summary>
    /// <exception cref="DataFormatException">There are no two columns.</exception>
    /// <exception cref="ArgumentException">There is no such column, or both are one.</exception>
    public static TextColumns Of(string path, List<TextRow> rows, TextTableOptions options)
    {
        string[] first = rows[0].Fields;
        if (first.Length < 2)
        {
            throw new DataFormatException(path, "a text and a label are two columns; only one is there.", rows[0].Line);
        }

        // Without the row that may be a header.
        TextRow[] sample = [.. rows.Skip(rows.Count > 1 ? 1 : 0).Take(GuessedRows)];
        string[] names = options.HasHeader == false ? [.. first.Select((_, column) => Invariant($"{column}"))] : first;
        int? text = options.Text?.In(names), label = options.Label?.In(names);
        int labels = label ?? Enumerable.Range(0, first.Length).Where(column => column != (text ?? Longest(sample, first.Length, null)))
            .MinBy(column => sample.Select(row => row.Fields[column]).Distinct(StringComparer.Ordinal).Count());
        int texts = text ?? Longest(sample, first.Length, labels);
        if (texts == labels)
        {
            throw new ArgumentException($"Texts and labels are both said to be in column '{names[texts]}'.", nameof(options));
        }

        bool isNamed = options.Text?.Name is not null || options.Label?.Name is not null;
        return new(texts, labels, options.HasHeader ?? (isNamed || IsHeader(first, sample, labels)));
    }

    private static int Longest(TextRow[] rows, int columns, int? without) => Enumerable.Range(0, columns)
        .Where(column => column != without)
        .MaxBy(column => rows.Sum(row => (long)row.Fields[column].Length));

    /// <summary>Whether a label is none of those that follow, which themselves come again.</summary>
    private static bool IsHeader(string[] first, TextRow[] rows, int label)
    {
        HashSet<string> values = [.. rows.Select(row => row.Fields[label])];
        return values.Count < rows.Length && !values.Contains(first[label]);
    }
}
