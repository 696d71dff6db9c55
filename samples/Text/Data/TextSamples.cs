using System.Globalization;
using NetGen.Data;
using Samples;

namespace Texts.Data;

/// <summary>Texts of several kinds.</summary>
/// <param name="Name">Name of the data.</param>
/// <param name="Texts">The texts.</param>
/// <param name="Labels">The kind of each, from 0.</param>
/// <param name="Kinds">Name of each kind.</param>
/// <param name="Duplicates">Texts left out because their words were there already: none can be in two parts.</param>
/// <param name="IsSmall">Whether there are so few that they are judged by each fifth in turn.</param>
internal sealed record TextSamples(string Name, string[] Texts, int[] Labels, IReadOnlyList<string> Kinds, int Duplicates, bool IsSmall)
{
    // Each of five parts must have texts of each kind.
    private const int FewestTexts = 10;
    private const int FewTexts = 2000;

    private static readonly KnownData[] s_known =
    [
        new("sms-spam", "SMSSpamCollection", "SMS Spam Collection", Text: 1, Label: 0, IsSmall: false),
        new("imdb-sentences", "imdb_labelled.txt", "Sentiment Labelled Sentences", Text: 0, Label: 1, IsSmall: true),
    ];

    /// <summary>The data sets that are known by name.</summary>
    public static readonly IReadOnlyList<string> Names = [.. s_known.Select(known => known.Name)];

    /// <summary>Reads the table that <c>--data</c> names, or a data set in the folder that it names.</summary>
    /// <exception cref="SampleException">There is no such file, or it is not what it should be.</exception>
    /// <exception cref="IOException">The file cannot be read, or a line of it is damaged.</exception>
    public static TextSamples Read(RunOptions options)
    {
        if (File.Exists(options.Data))
        {
            LabelledTexts table = Table(
                options.Data, new() { Text = Column(options.TextColumn), Label = Column(options.LabelColumn) });
            return Of(Path.GetFileNameWithoutExtension(options.Data), options.Data, table, isSmall: null);
        }

        KnownData known = s_known.First(known => known.Name == options.Dataset);
        if (options.Data is not { } folder)
        {
            throw new SampleException(
                $"--data FILE or DIR is needed: a CSV or TSV, or the folder with {known.File} of the {known.Source}, "
                    + "https://archive.ics.uci.edu.");
        }

        string file = new[] { Path.Combine(folder, known.File), Path.Combine(folder, known.Name, known.File) }.FirstOrDefault(File.Exists)
            ?? throw new SampleException($"--data: there is no file {known.File} in '{folder}', nor in a folder {known.Name} there.");
        LabelledTexts texts = Table(file, new()
        {
            Text = Column(options.TextColumn) ?? known.Text,
            Label = Column(options.LabelColumn) ?? known.Label,
            Separator = '\t',
        });
        return Of(known.Name, file, texts, known.IsSmall);
    }

    /// <exception cref="SampleException">There is no such column.</exception>
    private static LabelledTexts Table(string file, TextTableOptions options)
    {
        try
        {
            return LabelledTexts.Read(file, options);
        }
        catch (ArgumentException exception)
        {
            throw new SampleException($"--text-column, --label-column: {exception.Message}");
        }
    }

    /// <summary>A column by its name, or by its number from 1.</summary>
    private static TableColumn? Column(string? column) => column is null ? null
        : int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number - 1
        : column;

    private static TextSamples Of(string name, string file, LabelledTexts all, bool? isSmall)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        List<int> kept = [];
        for (int i = 0; i < all.Texts.Count; i++)
        {
            string words = string.Join(' ', WordSplitter.Split(all.Texts[i]));
            if (words.Length == 0)
            {
                throw new SampleException(string.Create(
                    CultureInfo.InvariantCulture, $"{file}: the text of line {all.Lines[i]} has no words."));
            }

            if (known.Add(words))
            {
                kept.Add(i);
            }
        }

        CheckKinds(file, all, kept);
        return new(
            name, [.. kept.Select(i => all.Texts[i])], [.. kept.Select(i => all.Labels[i])], all.Classes,
            all.Texts.Count - kept.Count, isSmall ?? kept.Count < FewTexts);
    }

    private static void CheckKinds(string file, LabelledTexts all, List<int> kept)
    {
        if (all.Classes.Count is < 2 or > TextSize.Kinds)
        {
            throw new SampleException(string.Create(
                CultureInfo.InvariantCulture,
                $"{file}: {all.Classes.Count} labels; 2 to {TextSize.Kinds} are told apart. Is another column theirs (--label-column)?"));
        }

        for (int kind = 0; kind < all.Classes.Count; kind++)
        {
            int count = kept.Count(i => all.Labels[i] == kind);
            if (count < FewestTexts)
            {
                long line = all.Lines[Enumerable.Range(0, all.Labels.Count).First(i => all.Labels[i] == kind)];
                throw new SampleException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file}: the label '{all.Classes[kind]}' of line {line} has {count} different texts; {FewestTexts} are needed."));
            }
        }
    }

    /// <summary>A data set whose file is known.</summary>
    private sealed record KnownData(string Name, string File, string Source, TableColumn Text, TableColumn Label, bool IsSmall);
}
