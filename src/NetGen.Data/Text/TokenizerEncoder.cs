using Microsoft.ML.Tokenizers;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>
/// Tokens by a tokenizer of Microsoft.ML.Tokenizers: <see cref="BpeTokenizer"/>, <see cref="WordPieceTokenizer"/>,
/// <see cref="TiktokenTokenizer"/> or another.
/// </summary>
public sealed class TokenizerEncoder : TextEncoder
{
    private readonly Tokenizer _tokenizer;

    /// <param name="tokenizer">Cuts texts into tokens.</param>
    /// <param name="vocabulary">How many tokens it has: all are below.</param>
    /// <param name="padding">Its token for padding; null for one behind all of its own, so that there is one more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no token, or the padding is none of them.</exception>
    public TokenizerEncoder(Tokenizer tokenizer, int vocabulary, int? padding = null)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 1);
        if (padding is int token && (token < 0 || token >= vocabulary))
        {
            throw new ArgumentOutOfRangeException(nameof(padding), token, Invariant($"Tokens are 0 to {vocabulary - 1}."));
        }

        _tokenizer = tokenizer;
        Vocabulary = padding is null ? vocabulary + 1 : vocabulary;
        Padding = padding ?? vocabulary;
    }

    /// <param name="tokenizer">Its vocabulary is known: padding is the token behind it.</param>
    public TokenizerEncoder(BpeTokenizer tokenizer)
        : this(tokenizer, SizeOf(tokenizer))
    {
    }

    /// <inheritdoc/>
    public override int Vocabulary { get; }

    /// <inheritdoc/>
    public override int Padding { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<int> Tokens(string text, int most, out bool isCut)
    {
        isCut = false;
        if (text.Length == 0)
        {
            return [];
        }

        IReadOnlyList<int> tokens = _tokenizer.EncodeToIds(text, most, out string? normalized, out int consumed);
        isCut = consumed < (normalized ?? text).Length;
        return tokens;
    }

    private static int SizeOf(BpeTokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        return tokenizer.Vocabulary.Values.Concat(tokenizer.SpecialTokens?.Values ?? []).Max() + 1;
    }
}
