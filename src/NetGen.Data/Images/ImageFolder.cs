using static System.FormattableString;

namespace NetGen.Data;

/// <summary>Pictures in folders as a dataset of bytes; in the order of their names, whatever the file system or culture says.</summary>
public static class ImageFolder
{
    private static readonly string[] s_endings = [".png", ".jpg", ".jpeg", ".webp", ".bmp"];

    /// <summary>Reads a folder with a folder for each class, which is named after it; their order is that of the characters.</summary>
    /// <param name="folder">The folder. Files of other endings than .png, .jpg, .jpeg, .webp and .bmp are not looked at.</param>
    /// <param name="options">What the pictures become.</param>
    /// <param name="cancellationToken">Ends it between two pictures.</param>
    /// <exception cref="ImageFileException">
    /// A picture is damaged; of several, it is the first. Or a folder has no pictures, or there is no folder of a class.
    /// </exception>
    /// <exception cref="IOException">The folder or a file cannot be read.</exception>
    /// <exception cref="ArgumentException">The pictures take more memory than an array holds.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LabelledImages Read(string folder, ImageOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(options);
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

        return Read(entries, [.. folders.Select(path => Path.GetFileName(path))], options, cancellationToken);
    }

    /// <summary>
    /// Reads pictures that a list names, each with its class: a CSV or TSV of two columns, the file, relative to the folder, and the class;
    /// in the order of the list. Classes are in the order of their characters.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="list">The file of the list.</param>
    /// <param name="options">What the pictures become.</param>
    /// <param name="table">The columns of the list, where they are not to be guessed.</param>
    /// <param name="cancellationToken">Ends it between two pictures.</param>
    /// <exception cref="TextFormatException">The list is damaged.</exception>
    /// <inheritdoc cref="Read(string, ImageOptions, CancellationToken)"/>
    public static LabelledImages Read(
        string folder, string list, ImageOptions options, TableOptions? table = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(options);
        LabelledTexts entries = LabelledTexts.Read(list, table);
        return Read(
            [.. entries.Texts.Select((name, i) => (Path.Combine(folder, name), entries.Labels[i]))], entries.Classes, options, cancellationToken);
    }

    private static LabelledImages Read(
        IReadOnlyList<(string File, int Label)> entries, IReadOnlyList<string> classes, ImageOptions options, CancellationToken cancellation)
    {
        int size = options.Shape.Size;
        if ((long)size * entries.Count > Array.MaxLength)
        {
            throw new ArgumentException(
                Invariant($"{entries.Count} pictures of {options.Shape} are {(long)size * entries.Count} bytes, more than an array holds."),
                nameof(options));
        }

        byte[] pixels = new byte[size * entries.Count];
        IOException?[] failures = Decode(entries, options, pixels, cancellation);
        IOException? first = Array.Find(failures, failure => failure is not null && !MaySkip(failure, options));
        ImageFileException[] skipped = [.. failures.OfType<ImageFileException>()];
        if (first is not null || skipped.Length == entries.Count)
        {
            throw first ?? skipped[0];
        }

        int[] kept = [.. Enumerable.Range(0, entries.Count).Where(i => failures[i] is null)];
        if (skipped.Length > 0)
        {
            for (int place = 0; place < kept.Length; place++)
            {
                pixels.AsSpan(kept[place] * size, size).CopyTo(pixels.AsSpan(place * size));
            }

            Array.Resize(ref pixels, kept.Length * size);
        }

        return new(
            Dataset.FromColumns(
                [("input", DataColumn.Images(pixels, options.Shape, options.Scale, options.Shift))],
                [("target", DataColumn.Labels([.. kept.Select(i => entries[i].Label)], classes.Count))]),
            classes,
            [.. kept.Select(i => entries[i].File)],
            skipped);
    }

    /// <summary>Decodes each picture to its place; gives what failed. What may not be skipped ends it, but not before what comes first.</summary>
    private static IOException?[] Decode(
        IReadOnlyList<(string File, int Label)> entries, ImageOptions options, byte[] pixels, CancellationToken cancellation)
    {
        int size = options.Shape.Size;
        IOException?[] failures = new IOException?[entries.Count];
        ParallelOptions parallel = new()
        {
            MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Environment.ProcessorCount,
            CancellationToken = cancellation,
        };
        Parallel.For(0, entries.Count, parallel, (i, loop) =>
        {
            try
            {
                ImageFile.Read(entries[i].File, options, pixels.AsSpan(i * size, size));
            }
            catch (IOException exception)
            {
                failures[i] = exception;
                if (!MaySkip(exception, options))
                {
                    loop.Break();
                }
            }
        });
        return failures;
    }

    private static bool MaySkip(IOException failure, ImageOptions options) => options.SkipsDamaged && failure is ImageFileException;

    private static string[] Pictures(string folder) =>
    [
        .. Directory.GetFiles(folder)
            .Where(IsVisible)
            .Where(file => s_endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsVisible(string path) => !Path.GetFileName(path).StartsWith('.');
}
