using System.Globalization;
using System.Text;
using Samples;

namespace Texts.Data;

/// <summary>Texts of two kinds.</summary>
/// <param name="Name">Name of the data.</param>
/// <param name="Texts">Each text, as words.</param>
/// <param name="Labels">The kind of each: 0 or 1.</param>
/// <param name="Duplicates">Texts left out because their words were there already: none can be in two parts.</param>
internal sealed record LabelledTexts(string Name, string[][] Texts, int[] Labels, int Duplicates)
{
    private const char ByteOrderMark = '\uFEFF';

    // Each of five parts must have texts of both kinds.
    private const int FewestTexts = 20;

    /// <summary>The data sets that can be read.</summary>
    public static readonly IReadOnlyList<string> Names = ["sms-spam", "imdb-sentences"];

    /// <summary>Reads a data set in a folder, or in a folder of its name within it.</summary>
    /// <param name="folder">The folder asked for, or null.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="SampleException">There is no such file, or it is not what it should be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LabelledTexts Read(string? folder, string name)
    {
        bool isSms = name == Names[0];
        string fileName = isSms ? "SMSSpamCollection" : "imdb_labelled.txt";
        if (folder is null)
        {
            string source = isSms ? "SMS Spam Collection" : "Sentiment Labelled Sentences";
            throw new SampleException($"--data DIR is needed: the folder with {fileName} of the {source}, https://archive.ics.uci.edu.");
        }

        string? file = new[] { Path.Combine(folder, fileName), Path.Combine(folder, name, fileName) }.FirstOrDefault(File.Exists);
        if (file is null)
        {
            throw new SampleException($"--data: there is no file {fileName} in '{folder}', nor in a folder {name} there.");
        }

        try
        {
            // All bytes at once, so that the place of a wrong one is that in the file.
            var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
            string text = strict.GetString(File.ReadAllBytes(file));
            return Parse(name, text.TrimStart(ByteOrderMark), isSms ? SmsLine : SentenceLine);
        }
        catch (DecoderFallbackException exception)
        {
            throw new SampleException(string.Create(CultureInfo.InvariantCulture, $"{file} is not UTF-8: see byte {exception.Index}."));
        }
        catch (FormatException exception)
        {
            throw new SampleException($"{file}: {exception.Message}");
        }
    }

    private static LabelledTexts Parse(string name, string text, Func<string, (string Label, string Text)?> divide)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        List<string[]> texts = [];
        List<int> labels = [];
        int number = 0, duplicates = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || (number == 1 && line.StartsWith("label", StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            if (divide(line.TrimEnd('\r')) is not var (label, content) || LabelOf(label) is not int kind)
            {
                throw new FormatException(string.Create(
                    CultureInfo.InvariantCulture, $"line {number} is not a label and a text with a tab between them: '{Start(line)}'."));
            }

            string[] words = Tokenizer.Words(content);
            if (words.Length == 0)
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the text of line {number} has no words."));
            }

            if (known.Add(string.Join(' ', words)))
            {
                texts.Add(words);
                labels.Add(kind);
            }
            else
            {
                duplicates++;
            }
        }

        int ones = labels.Sum();
        return Math.Min(ones, labels.Count - ones) >= FewestTexts / 2
            ? new LabelledTexts(name, [.. texts], [.. labels], duplicates)
            : throw new FormatException(string.Create(
                CultureInfo.InvariantCulture,
                $"it has {labels.Count - ones} and {ones} different texts of the two kinds; {FewestTexts / 2} of each are needed."));
    }

    private static (string Label, string Text)? SmsLine(string line) =>
        line.IndexOf('\t', StringComparison.Ordinal) is >= 0 and int tab ? (line[..tab], line[(tab + 1)..]) : null;

    private static (string Label, string Text)? SentenceLine(string line) =>
        line.LastIndexOf('\t') is >= 0 and int tab ? (line[(tab + 1)..], line[..tab]) : null;

    private static int? LabelOf(string label) => label.Trim() switch
    {
        "ham" or "0" => 0,
        "spam" or "1" => 1,
        _ => null,
    };

    private static string Start(string line) => line.Length <= 40 ? line.Trim() : line[..40] + "…";
}
