using System.Text;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>Turns texts into tokens for a network with a <see cref="TokenInputAttribute"/>.</summary>
public abstract class TextEncoder
{
    /// <summary>Tokens are 0 to this − 1: the network's vocabulary is as large, or larger.</summary>
    public abstract int Vocabulary { get; }

    /// <summary>
    /// The token behind the last of a short text: <see cref="TokenInputAttribute.Padding"/> of the network, whose stages leave it out with
    /// <c>SkipPadding</c> and <c>KeyPadding</c>.
    /// </summary>
    public abstract int Padding { get; }

    /// <summary>
    /// Writes the tokens of a text; what is left over becomes <see cref="Padding"/>, what is too long is cut off at its end.
    /// </summary>
    /// <param name="text">Any text; halves of surrogate pairs count as U+FFFD.</param>
    /// <param name="tokens">Receives them.</param>
    /// <returns>Tokens of the text: 0 where it is empty, at most as many as there is room for.</returns>
    public int Encode(string text, Span<int> tokens) => Encode(text, tokens, out _);

    /// <summary>Encodes texts of a length.</summary>
    /// <param name="texts">The texts: at least one.</param>
    /// <param name="length">Tokens of each sample: at least 1, at most the length of the network's input.</param>
    /// <returns>A dataset without targets, and the texts' true lengths.</returns>
    /// <exception cref="ArgumentException">There is no text.</exception>
    public EncodedTexts Encode(IReadOnlyList<string> texts, int length) => Encode(texts, [], length);

    /// <summary>Encodes texts of a length, each with its class.</summary>
    /// <param name="texts">The texts: at least one.</param>
    /// <param name="labels">The class of each, from 0.</param>
    /// <param name="length">Tokens of each sample: at least 1, at most the length of the network's input.</param>
    /// <param name="classes">Number of classes; where null, the largest label plus one.</param>
    /// <returns>A dataset with inputs of <paramref name="length"/> tokens, and the texts' true lengths.</returns>
    /// <exception cref="ArgumentException">There is no text, there are not as many labels, or one is out of range.</exception>
    public EncodedTexts Encode(IReadOnlyList<string> texts, IReadOnlyList<int> labels, int length, int? classes = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(labels);
        return labels.Count == texts.Count
            ? Encode(texts, [("target", DataColumn.Labels([.. labels], classes))], length)
            : throw new ArgumentException(Invariant($"{texts.Count} texts need as many labels, not {labels.Count}."), nameof(labels));
    }

    /// <summary>The first tokens of a text.</summary>
    /// <param name="text">A text without halves of surrogate pairs.</param>
    /// <param name="most">Most that are wanted.</param>
    /// <param name="isCut">Whether there are more.</param>
    protected abstract IReadOnlyList<int> Tokens(string text, int most, out bool isCut);

    private EncodedTexts Encode(IReadOnlyList<string> texts, (string, DataColumn)[] targets, int length)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if ((long)texts.Count * length > Array.MaxLength)
        {
            throw new ArgumentException(Invariant($"{texts.Count} texts of {length} tokens are more than an array holds."), nameof(texts));
        }

        int[] tokens = new int[texts.Count * length], lengths = new int[texts.Count];
        int truncated = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = Encode(texts[i], tokens.AsSpan(i * length, length), out bool isCut);
            truncated += isCut ? 1 : 0;
        }

        return new(Dataset.FromColumns([("input", DataColumn.Tokens(tokens, length))], targets), lengths, truncated);
    }

    private int Encode(string text, Span<int> tokens, out bool isCut)
    {
        ArgumentNullException.ThrowIfNull(text);
        IReadOnlyList<int> found = Tokens(Mended(text), tokens.Length, out isCut);
        for (int i = 0; i < found.Count; i++)
        {
            tokens[i] = (uint)found[i] < (uint)Vocabulary ? found[i] : throw new InvalidOperationException(
                Invariant($"The text has the token {found[i]}; the vocabulary was said to have {Vocabulary}."));
        }

        tokens[found.Count..].Fill(Padding);
        return found.Count;
    }

    /// <summary>With U+FFFD for each half of a surrogate pair: they are no characters, and no file holds them.</summary>
    private protected static string Mended(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return text;
        }

        StringBuilder mended = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            mended.Append(rune);
        }

        return mended.ToString();
    }
}
