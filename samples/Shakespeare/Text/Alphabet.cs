using System.Globalization;
using System.Text;

namespace Shakespeare.Text;

/// <summary>The characters of a text, by code; each one's place among them is its token.</summary>
internal sealed class Alphabet
{
    /// <summary>Most characters, and the vocabulary of the network.</summary>
    public const int Size = 65;

    private readonly Rune[] _characters;

    private Alphabet(Rune[] characters) => _characters = characters;

    /// <summary>Number of different characters: at least 1.</summary>
    public int Count => _characters.Length;

    /// <summary>Character of a token.</summary>
    public Rune this[int token] => _characters[token];

    /// <summary>The characters that occur in a text.</summary>
    /// <exception cref="FormatException">
    /// There are more than <see cref="Size"/>; the message names the first that is too many, and its place.
    /// </exception>
    public static Alphabet Of(string text)
    {
        HashSet<Rune> seen = [];
        int index = 0;
        foreach (Rune character in text.EnumerateRunes())
        {
            if (seen.Add(character) && seen.Count > Size)
            {
                throw new FormatException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"it has more than {Size} different characters: {Name(character)} {Place(text, index)} is one too many."));
            }

            index += character.Utf16SequenceLength;
        }

        return new Alphabet([.. seen.Order()]);
    }

    /// <summary>Token of a character; negative where it is not in the alphabet.</summary>
    public int Find(Rune character) => Array.BinarySearch(_characters, character);

    /// <summary>The tokens of a text.</summary>
    /// <exception cref="FormatException">A character is not in the alphabet; the message names it and its place.</exception>
    public int[] Encode(string text)
    {
        List<int> tokens = new(text.Length);
        int index = 0;
        foreach (Rune character in text.EnumerateRunes())
        {
            int token = Find(character);
            if (token < 0)
            {
                throw new FormatException($"{Name(character)} {Place(text, index)} does not occur in the text that the network learns.");
            }

            tokens.Add(token);
            index += character.Utf16SequenceLength;
        }

        return [.. tokens];
    }

    /// <summary>The text of tokens.</summary>
    public string Decode(IEnumerable<int> tokens) => string.Concat(tokens.Select(token => _characters[token].ToString()));

    // 'é' (U+00E9); what cannot be seen is named by its code alone.
    private static string Name(Rune character)
    {
        string code = string.Create(CultureInfo.InvariantCulture, $"U+{character.Value:X4}");
        return Rune.IsControl(character) || Rune.IsWhiteSpace(character) ? code : $"'{character}' ({code})";
    }

    private static string Place(string text, int index)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, index);
        return string.Create(CultureInfo.InvariantCulture, $"in line {before.Count('\n') + 1}, column {index - before.LastIndexOf('\n')}");
    }
}
