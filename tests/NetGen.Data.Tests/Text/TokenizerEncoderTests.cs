using System.Text;
using Microsoft.ML.Tokenizers;
using Xunit;

namespace NetGen.Data.Tests.Text;

/// <summary>The tokenizers of Microsoft.ML.Tokenizers as encoders.</summary>
public sealed class TokenizerEncoderTests
{
    private const string Pieces = "[PAD]\n[UNK]\nhe\n##llo\nwor\n##ld\n!\n";

    [Fact]
    public void WordPiece_tokens_are_padded_with_its_own_token()
    {
        WordPieceTokenizer tokenizer = WordPieceTokenizer.Create(Stream(Pieces));
        TokenizerEncoder encoder = new(tokenizer, 7, padding: 0);
        EncodedTexts texts = encoder.Encode(["hello world", "", "hello \uD800 😀", "hello world hello"], 5);
        int[] tokens = new int[20];
        texts.Data.ReadTokens([0, 1, 2, 3], tokens);
        Assert.Equal([2, 3, 4, 5, 0, 0, 0, 0, 0, 0], tokens[..10]);
        Assert.Equal([2, 3, 1, 1, 0], tokens[10..15]);
        // Cut behind a whole word.
        Assert.Equal([2, 3, 4, 5, 0], tokens[15..]);
        Assert.Equal([4, 0, 4, 4], texts.Lengths);
        Assert.Equal(1, texts.Truncated);
        Assert.Equal((7, 0), (encoder.Vocabulary, encoder.Padding));
    }

    [Fact]
    public void Bpe_tokens_are_padded_with_a_token_behind_their_own()
    {
        const string Vocabulary = """{"a":0,"b":1,"ab":2," ":3}""";
        BpeTokenizer tokenizer = BpeTokenizer.Create(Stream(Vocabulary), Stream("#version: 0.2\na b\n"));
        TokenizerEncoder encoder = new(tokenizer);
        int[] tokens = new int[4];
        Assert.Equal(2, encoder.Encode("abb", tokens));
        Assert.Equal([2, 1, 4, 4], tokens);
        Assert.Equal((5, 4), (encoder.Vocabulary, encoder.Padding));
    }

    [Fact]
    public void Tiktoken_tokens_are_bytes_and_their_merges()
    {
        StringBuilder ranks = new();
        for (int i = 0; i < 256; i++)
        {
            ranks.Append(Convert.ToBase64String([(byte)i])).Append(' ').Append(i).Append('\n');
        }

        ranks.Append(Convert.ToBase64String("hi"u8)).Append(" 256\n");
        TiktokenTokenizer tokenizer = TiktokenTokenizer.Create(Stream(ranks.ToString()), preTokenizer: null, normalizer: null);
        TokenizerEncoder encoder = new(tokenizer, 257);
        int[] tokens = new int[8];
        Assert.Equal(4, encoder.Encode("hi\uDC00", tokens));
        Assert.Equal([256, 0xEF, 0xBF, 0xBD, 257, 257, 257, 257], tokens);
    }

    [Fact]
    public void A_vocabulary_that_is_too_small_is_refused()
    {
        WordPieceTokenizer tokenizer = WordPieceTokenizer.Create(Stream(Pieces));
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => new TokenizerEncoder(tokenizer, 5, padding: 0).Encode("hello world", new int[4]));
        Assert.Contains("token 5", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenizerEncoder(tokenizer, 5, padding: 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenizerEncoder(tokenizer, 0));
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
