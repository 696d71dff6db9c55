using System.Globalization;

namespace NetGen.Data;

/// <summary>Texts and the class of each, as read from a table.</summary>
/// <param name="Texts">The texts, in the order of the file.</param>
/// <param name="Labels">The class of each, from 0.</param>
/// <param name="Classes">
/// Name of each class: in the order of their characters, or of their values where all are whole numbers.
/// </param>
/// <param name="Lines">The line that each begins in, from 1.</param>
public sealed record LabelledTexts(
    IReadOnlyList<string> Texts, IReadOnlyList<int> Labels, IReadOnlyList<string> Classes, IReadOnlyList<int> Lines)
{
    /// <summary>
    /// Reads a CSV or TSV with a column of texts and one of labels, in UTF-8; what the options do not say is guessed. A text may be empty,
    /// a label not.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Columns, separator, header.</param>
    /// <exception cref="TextFormatException">
    /// A line has other columns than the first, no label, or a quotation mark without its other one; there is no such column, or no line;
    /// or it is not UTF-8.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LabelledTexts Read(string path, LabelledTextOptions? options = null)
    {
        options ??= new();
        List<TextRow> rows = TextRows.Read(path, options);
        TextColumns columns = TextColumns.Of(path, rows, options);
        TextRow[] samples = [.. rows.Skip(columns.HasHeader ? 1 : 0)];
        if (samples.Length == 0)
        {
            throw new TextFormatException(path, null, null, "it has no line but its header.");
        }

        string[] labels = Array.ConvertAll(samples, row => row.Fields[columns.Label].Trim() is { Length: > 0 } label
            ? label
            : throw new TextFormatException(path, row.Line, columns.Label + 1, "there is no label."));
        string[] classes = Ordered(labels.Distinct(StringComparer.Ordinal));
        Dictionary<string, int> numbers = classes.Select((name, number) => (name, number))
            .ToDictionary(entry => entry.name, entry => entry.number, StringComparer.Ordinal);
        return new(
            [.. samples.Select(row => row.Fields[columns.Text])],
            [.. labels.Select(label => numbers[label])],
            classes,
            [.. samples.Select(row => row.Line)]);
    }

    private static string[] Ordered(IEnumerable<string> names)
    {
        string[] ordered = [.. names.Order(StringComparer.Ordinal)];
        return ordered.All(name => Number(name) is not null) ? [.. ordered.OrderBy(name => Number(name))] : ordered;
    }

    private static long? Number(string name) =>
        long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
}
