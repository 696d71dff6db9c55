namespace NetGen.Data;

/// <summary>Which pictures there are, and the class of each.</summary>
/// <param name="Entries">Path and class.</param>
/// <param name="Classes">Name of each class.</param>
internal sealed record ImageList(IReadOnlyList<(string File, int Label)> Entries, IReadOnlyList<string> Classes)
{
    private static readonly string[] s_endings = [".png", ".jpg", ".jpeg", ".webp", ".bmp"];

    /// <summary>A folder for each class; all in the order of their characters.</summary>
    /// <exception cref="ImageFileException">There is no folder, or no picture in one.</exception>
    public static ImageList OfFolders(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string[] folders = [.. Directory.GetDirectories(folder).Where(IsVisible).Order(StringComparer.Ordinal)];
        if (folders.Length == 0)
        {
            throw new ImageFileException(folder, "there is no folder of a class in it.");
        }

        List<(string File, int Label)> entries = [];
        for (int label = 0; label < folders.Length; label++)
        {
            string[] files = Pictures(folders[label]);
            entries.AddRange(files.Length > 0
                ? files.Select(file => (file, label))
                : throw new ImageFileException(folders[label], "there is no picture in it."));
        }

        return new(entries, [.. folders.Select(path => Path.GetFileName(path))]);
    }

    /// <summary>Files and classes of a table, in its order.</summary>
    /// <exception cref="TextFormatException">The table is damaged.</exception>
    public static ImageList OfTable(string folder, string list, LabelledTextOptions? table)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        LabelledTexts texts = LabelledTexts.Read(list, table);
        return new([.. texts.Texts.Zip(texts.Labels, (name, label) => (Path.Combine(folder, name), label))], texts.Classes);
    }

    private static string[] Pictures(string folder) =>
    [
        .. Directory.GetFiles(folder)
            .Where(IsVisible)
            .Where(file => s_endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsVisible(string path) => !Path.GetFileName(path).StartsWith('.');
}
