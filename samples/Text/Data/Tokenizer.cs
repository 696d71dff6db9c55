using System.Text.RegularExpressions;

namespace Texts.Data;

/// <summary>Cuts a text into words.</summary>
internal static partial class Tokenizer
{
    private const int MostDigits = 12;

    /// <summary>
    /// Words in lower case with the apostrophes inside them, numbers as one zero for each digit (what counts is how long they are), and
    /// marks, of which equal ones in a row are one.
    /// </summary>
    public static string[] Words(string text) =>
        [.. Pattern().Matches(text.ToLowerInvariant().Replace('\u2019', '\'')).Select(match => Name(match.ValueSpan))];

    private static string Name(ReadOnlySpan<char> word) =>
        char.IsDigit(word[0]) ? new string('0', Math.Min(word.Length, MostDigits))
        : char.IsLetter(word[0]) ? word.ToString()
        : word[..Math.Min(word.Length, 2)].ToString();

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}]*(?:'[\p{L}\p{M}]+)*|\p{Nd}+|([^\s\p{L}\p{Nd}])\1*")]
    private static partial Regex Pattern();
}
