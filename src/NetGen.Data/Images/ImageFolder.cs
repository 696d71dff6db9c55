using static System.FormattableString;

namespace NetGen.Data;

/// <summary>Pictures in folders as a dataset of bytes; in the order of their names, whatever the file system or culture says.</summary>
public static class ImageFolder
{
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
        ArgumentNullException.ThrowIfNull(options);
        return Read(ImageList.OfFolders(folder), options, cancellationToken);
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
        string folder, string list, ImageOptions options, LabelledTextOptions? table = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Read(ImageList.OfTable(folder, list, table), options, cancellationToken);
    }

    /// <summary>
    /// Streams a folder with a folder for each class: pictures are decoded anew in each epoch, a few at once on several threads, so that
    /// memory holds no more than a block of them. They come mixed, as neighbours in the folders are alike.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">What the pictures become. Files that are skipped are not listed.</param>
    /// <param name="seed">Of the order, which is the same in each epoch; the trainer mixes each block anew.</param>
    /// <exception cref="ImageFileException">
    /// A folder has no pictures, or there is none; when the stream is read: a picture is damaged.
    /// </exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static StreamedImages Stream(string folder, ImageOptions options, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(options);
        ImageList list = ImageList.OfFolders(folder);
        int[] order = new int[list.Entries.Count];
        SplitMix64.Shuffle(order, seed, 0);
        ImageReading reading = new([.. order.Select(i => list.Entries[i])], options);
        return new(reading.ToStream(list.Classes.Count), list.Classes);
    }

    private static LabelledImages Read(ImageList list, ImageOptions options, CancellationToken cancellation)
    {
        IReadOnlyList<(string File, int Label)> entries = list.Entries;
        int size = options.Shape.Size;
        if ((long)size * entries.Count > Array.MaxLength)
        {
            throw new ArgumentException(
                Invariant($"{entries.Count} pictures of {options.Shape} are {(long)size * entries.Count} bytes, more than an array holds."),
                nameof(options));
        }

        byte[] pixels = new byte[size * entries.Count];
        ImageReading reading = new(entries, options);
        ImageFileException?[] failures = reading.Decode(0, entries.Count, pixels, cancellation);
        ImageFileException[] skipped = [.. failures.OfType<ImageFileException>()];
        if (skipped.Length == entries.Count)
        {
            throw skipped[0];
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
                [("target", DataColumn.Labels([.. kept.Select(i => entries[i].Label)], list.Classes.Count))]),
            list.Classes,
            [.. kept.Select(i => entries[i].File)],
            skipped);
    }
}
