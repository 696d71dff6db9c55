namespace NetGen.Data;

/// <summary>Texts of a table and their classes.</summary>
public sealed class TextTable
{
    private TextTable(string[] texts, int[] labels, IReadOnlyList<string> classes) => (Texts, Labels, Classes) = (texts, labels, classes);

    /// <summary>The texts; "" where one is missing.</summary>
    public string[] Texts { get; }

    /// <summary>The class of each, an index of <see cref="Classes"/>.</summary>
    public int[] Labels { get; }

    /// <summary>The classes as they stand in the table: numbers by size, others in ordinal order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <exception cref="DataFormatException">The table is damaged, has no rows, or a label is missing.</exception>
    internal static TextTable Read(
        OpenTable open, TableColumn text, TableColumn label, IFormatProvider provider, CancellationToken cancellationToken)
    {
        using TableReader reader = open(new TableOptions(), cancellationToken);
        int textColumn = text.In(reader.Names), labelColumn = label.In(reader.Names);
        ClassMap classes = new();
        List<string> texts = [];
        List<int> labels = [];
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            texts.Add(reader.Text(textColumn) ?? "");
            labels.Add(classes.NumberOf(reader.Text(labelColumn) ?? throw reader.Refuse(labelColumn, null, "a label is missing.")));
        }

        if (texts.Count == 0)
        {
            throw reader.Refuse("there are no rows.");
        }

        ClassMap sorted = classes.Sorted(provider);
        return new([.. texts], [.. labels.Select(number => sorted.NumberOf(classes.Texts[number]))], sorted.Texts);
    }
}
