using System.Globalization;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>Texts and the class of each, as read from a table.</summary>
/// <param name="Texts">The texts, in the order of the file.</param>
/// <param name="Labels">The class of each, from 0.</param>
/// <param name="Classes">Name of each class: numbers by size, others in ordinal order.</param>
/// <param name="Lines">The line that each begins in, from 1.</param>
public sealed record LabelledTexts(
    IReadOnlyList<string> Texts, IReadOnlyList<int> Labels, IReadOnlyList<string> Classes, IReadOnlyList<long> Lines)
{
    /// <summary>
    /// Reads a CSV or TSV with a column of texts and one of labels, in UTF-8; what the options do not say is guessed. A text may be empty,
    /// a label not; spaces around both are left out.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Columns, separator, header.</param>
    /// <exception cref="DataFormatException">
    /// A line has other columns than the first, no label, or a quotation mark without its other one; there is no line; or it is not UTF-8.
    /// </exception>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LabelledTexts Read(string path, TextTableOptions? options = null)
    {
        options ??= new();
        List<TextRow> rows = TextRow.Read(path, options);
        if (rows.Count == 0)
        {
            throw new DataFormatException(path, "it has no line.");
        }

        TextColumns columns = TextColumns.Of(path, rows, options);
        TextRow[] samples = [.. rows.Skip(columns.HasHeader ? 1 : 0)];
        if (samples.Length == 0)
        {
            throw new DataFormatException(path, "it has no line but its header.");
        }

        string labelName = columns.HasHeader ? rows[0].Fields[columns.Label] : Invariant($"{columns.Label}");
        ClassMap found = new();
        foreach (TextRow row in samples)
        {
            _ = row.Fields[columns.Label] is { Length: > 0 } label
                ? found.NumberOf(label)
                : throw new DataFormatException(path, "there is no label.", row.Line, labelName);
        }

        ClassMap classes = found.Sorted(CultureInfo.InvariantCulture);
        return new(
            [.. samples.Select(row => row.Fields[columns.Text])],
            [.. samples.Select(row => classes.NumberOf(row.Fields[columns.Label]))],
            classes.Texts,
            [.. samples.Select(row => row.Line)]);
    }
}
