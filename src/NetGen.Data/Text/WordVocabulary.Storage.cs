using System.Text;
using static System.FormattableString;

namespace NetGen.Data;

/// <content>The vocabulary as a file.</content>
public sealed partial class WordVocabulary
{
    private const string Mark = "netgen-words 1", CaseMark = "case", NumbersMark = "numbers";

    /// <summary>Writes a file of UTF-8: a line that says what it is, then a word a line. It is there whole, or as it was before.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        StringBuilder text = new(Mark);
        text.Append(Options.KeepsCase ? $" {CaseMark}" : "").Append(Options.KeepsNumbers ? $" {NumbersMark}" : "").Append('\n');
        foreach (string word in _words)
        {
            text.Append(word).Append('\n');
        }

        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Reads a file that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">It is damaged, or something else.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static WordVocabulary Load(string path)
    {
        string[] lines = TextFile.Read(path).Split('\n');
        string[] head = lines[0].TrimEnd('\r').Split(' ');
        if (string.Join(' ', head.Take(2)) != Mark || head[2..].Any(mark => mark is not (CaseMark or NumbersMark)))
        {
            string start = lines[0][..Math.Min(lines[0].Length, 40)];
            throw new DataFormatException(path, $"a vocabulary begins with '{Mark}', not '{start}'.", 1);
        }

        if (lines[^1].Length > 0)
        {
            throw new DataFormatException(path, "the file ends within a line.", lines.Length);
        }

        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        for (int i = 1; i < lines.Length - 1; i++)
        {
            string word = lines[i] = lines[i].TrimEnd('\r');
            if (word.Length == 0 || word.Any(char.IsWhiteSpace))
            {
                throw new DataFormatException(path, word.Length == 0 ? "there is no word." : "there is a space in the word.", i + 1);
            }

            if (!seen.TryAdd(word, i + 1))
            {
                throw new DataFormatException(path, Invariant($"the word is that of line {seen[word]}."), i + 1);
            }
        }

        return new(lines[1..^1], new() { KeepsCase = head.Contains(CaseMark), KeepsNumbers = head.Contains(NumbersMark) });
    }
}
