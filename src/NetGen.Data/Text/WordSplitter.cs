using System.Text.RegularExpressions;

namespace NetGen.Data;

/// <summary>Cuts a text into words.</summary>
public static partial class WordSplitter
{
    private const int MostDigits = 12;

    /// <summary>
    /// Words with the apostrophes inside them, numbers, and marks or emoji, of which equal ones in a row are at most two, as one word.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="options">Case and numbers; null for lower case and zeros.</param>
    public static IEnumerable<string> Split(string text, WordOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        WordOptions how = options ?? new();
        string cased = how.KeepsCase ? text : text.ToLowerInvariant();
        return Pattern().Matches(cased.Replace('\u2019', '\'')).Select(match => Name(match.Value, how));
    }

    private static string Name(string word, WordOptions options) =>
        char.IsDigit(word[0]) ? options.KeepsNumbers ? word : new string('0', Math.Min(word.Length, MostDigits))
        : char.IsLetter(word[0]) ? word
        : char.IsSurrogate(word[0]) ? word[..Math.Min(word.Length, 4)]
        : word[..Math.Min(word.Length, 2)];

    [GeneratedRegex(
        @"\p{L}[\p{L}\p{M}]*(?:'[\p{L}\p{M}]+)*|\p{Nd}+|([\uD800-\uDBFF][\uDC00-\uDFFF])\1*|([^\s\p{L}\p{Nd}])\2*",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
