namespace Texts.Data;

/// <summary>The most frequent words of the training texts, each with its token; all others are one token.</summary>
internal sealed class Vocabulary
{
    /// <summary>Tokens that the networks know.</summary>
    public const int Size = 4096;

    /// <summary>Words of a text that the networks read; longer ones are cut.</summary>
    public const int Length = 64;

    /// <summary>The token behind the last word.</summary>
    public const int Padding = 0;

    /// <summary>The token of a word that is not in the vocabulary.</summary>
    public const int Unknown = 1;

    private readonly Dictionary<string, int> _tokens;

    private Vocabulary(Dictionary<string, int> tokens) => _tokens = tokens;

    /// <summary>Words with a token of their own.</summary>
    public int Count => _tokens.Count;

    /// <summary>The vocabulary of texts; of equally frequent words, those first in the order of their characters.</summary>
    public static Vocabulary Of(IEnumerable<string[]> texts)
    {
        IEnumerable<string> words = texts
            .SelectMany(words => words)
            .CountBy(word => word)
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => entry.Key)
            .Take(Size - Unknown - 1);
        return new Vocabulary(words.Select((word, i) => (word, i)).ToDictionary(entry => entry.word, entry => entry.i + Unknown + 1));
    }

    /// <summary>A text as <see cref="Length"/> tokens.</summary>
    public int[] Encode(string[] words)
    {
        var tokens = new int[Length];
        for (int i = 0; i < Math.Min(words.Length, Length); i++)
        {
            tokens[i] = _tokens.GetValueOrDefault(words[i], Unknown);
        }

        return tokens;
    }
}
