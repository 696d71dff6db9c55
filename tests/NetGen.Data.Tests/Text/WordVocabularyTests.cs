using CsCheck;
using Xunit;

namespace NetGen.Data.Tests.Text;

/// <summary>Words, their tokens, and the vocabulary as a file.</summary>
public sealed class WordVocabularyTests
{
    [Theory]
    [InlineData("Don’t WAIT... call 08452810075 now!!", "don't wait .. call 00000000000 now !!")]
    [InlineData("£1.50 :-)  a'b'c 'quoted' 1234567890123456", "£ 0 . 00 : - ) a'b'c ' quoted ' 000000000000")]
    [InlineData("Größe, cafe\u0301 ☺", "größe , cafe\u0301 ☺")]
    [InlineData("fun 😀😀😀👍!", "fun 😀😀 👍 !")]
    [InlineData("TITLE ISTANBUL", "title istanbul")]
    [InlineData(" \t ", "")]
    public void A_text_is_cut_into_words_in_any_culture(string text, string words)
    {
        foreach (string culture in new[] { "", "tr-TR", "de-DE" })
        {
            using InCulture inCulture = new(culture);
            Assert.Equal(words, string.Join(' ', WordSplitter.Split(text)));
        }
    }

    [Fact]
    public void Case_and_numbers_may_be_kept()
    {
        WordOptions options = new() { KeepsCase = true, KeepsNumbers = true };
        Assert.Equal(["Room", "101", "is", "HERE"], WordSplitter.Split("Room 101 is HERE", options));
    }

    [Fact]
    public void The_most_frequent_words_have_tokens_and_others_are_unknown()
    {
        WordVocabulary vocabulary = WordVocabulary.Fit(["b a b", "b a c"], 100);
        Assert.Equal(["b", "a", "c"], vocabulary.Words);
        Assert.Equal((5, 0, 1), (vocabulary.Vocabulary, vocabulary.Padding, WordVocabulary.Unknown));
        int[] tokens = new int[6];
        Assert.Equal(4, vocabulary.Encode("c b x A", tokens));
        Assert.Equal([4, 2, 1, 3, 0, 0], tokens);
        Assert.Equal(["b"], WordVocabulary.Fit(["b a b", "b a c"], 3).Words);
        Assert.Equal(["b", "a"], WordVocabulary.Fit(["b a b", "b a c"], 100, least: 2).Words);
        Assert.Throws<ArgumentOutOfRangeException>(() => WordVocabulary.Fit([], 2));
    }

    [Fact]
    public void Texts_become_a_dataset_with_their_true_lengths()
    {
        WordVocabulary vocabulary = WordVocabulary.Fit(["one two three four"], 100);
        EncodedTexts texts = vocabulary.Encode(["one two", "", "four three two one", "one \uD83D two"], [1, 0, 1, 0], 3);
        Assert.Equal([2, 0, 3, 3], texts.Lengths);
        Assert.Equal(1, texts.Truncated);
        int[] tokens = new int[12], labels = new int[4];
        texts.Data.ReadTokens([0, 1, 2, 3], tokens);
        texts.Data.ReadLabels([0, 1, 2, 3], labels);
        Assert.Equal([vocabulary["one"], vocabulary["two"], 0, 0, 0, 0], tokens[..6]);
        Assert.Equal([vocabulary["four"], vocabulary["three"], vocabulary["two"]], tokens[6..9]);
        Assert.Equal([vocabulary["one"], WordVocabulary.Unknown, vocabulary["two"]], tokens[9..]);
        Assert.Equal([1, 0, 1, 0], labels);
        Assert.Empty(vocabulary.Encode(["one"], 3).Data.Targets);
        Assert.Throws<ArgumentException>(() => vocabulary.Encode(["one"], [0, 1], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.Encode(["one"], 0));
    }

    [Fact]
    public void A_vocabulary_is_saved_and_loaded_whatever_its_words()
    {
        using TempFolder folder = new();
        string file = folder.File("words.txt");
        Gen.Select(Gen.String.Array[1, 20], Gen.Bool, Gen.Bool).Sample(
            (texts, keepsCase, keepsNumbers) =>
            {
                WordOptions options = new() { KeepsCase = keepsCase, KeepsNumbers = keepsNumbers };
                WordVocabulary vocabulary = WordVocabulary.Fit([.. texts, "😀 İstanbul 12 \uDC00"], 1000, options);
                vocabulary.Save(file);
                WordVocabulary loaded = WordVocabulary.Load(file);
                Assert.Equal(vocabulary.Words, loaded.Words);
                Assert.Equal(options, loaded.Options);
            },
            iter: 100, threads: 1);
    }

    [Theory]
    [InlineData("words\na\n", 1, "netgen-words")]
    [InlineData("netgen-words 1 loud\na\n", 1, "netgen-words")]
    [InlineData("netgen-words 10\na\n", 1, "netgen-words")]
    [InlineData("netgen-words\na\n", 1, "netgen-words")]
    [InlineData("netgen-words 1\na\n\nb\n", 3, "no word")]
    [InlineData("netgen-words 1\na\nb c\n", 3, "space")]
    [InlineData("netgen-words 1\na\nb\na\n", 4, "line 2")]
    [InlineData("netgen-words 1\na\nb", 3, "ends within")]
    public void A_damaged_vocabulary_names_its_line(string content, int line, string says)
    {
        using TempFolder folder = new();
        DataFormatException error = Assert.Throws<DataFormatException>(() => WordVocabulary.Load(folder.Write("words.txt", content)));
        Assert.Equal(line, error.Line);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains("words.txt", error.Message, StringComparison.Ordinal);
    }
}
