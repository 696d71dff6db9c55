using Samples;
using Shakespeare.Text;
using Xunit;

namespace NetGen.Tests.Samples;

/// <summary>Texts as tokens.</summary>
public sealed class AlphabetTests
{
    [Fact]
    public void ATextComesBackFromItsTokens()
    {
        Alphabet alphabet = Alphabet.Of("cab\nb😀");

        Assert.Equal(5, alphabet.Count);
        Assert.Equal([3, 1, 2, 0, 2, 4], alphabet.Encode("cab\nb😀"));
        Assert.Equal("😀abc", alphabet.Decode([4, 1, 2, 3]));
    }

    [Fact]
    public void ACharacterThatIsOneTooManyIsNamedWithItsPlace()
    {
        string most = string.Concat(Enumerable.Range(0, Alphabet.Size - 1).Select(i => (char)('À' + i))) + "\n";

        Assert.Equal(Alphabet.Size, Alphabet.Of(most).Count);
        string message = Assert.Throws<FormatException>(() => Alphabet.Of(most + "À!!")).Message;
        Assert.Contains("more than 65 different characters", message, StringComparison.Ordinal);
        Assert.Contains("'!' (U+0021) in line 2, column 2", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", "'x' (U+0078) in line 1, column 1")]
    [InlineData("ab\nba€", "'€' (U+20AC) in line 2, column 3")]
    [InlineData("ab\ta", "U+0009 in line 1, column 3")]
    public void ACharacterOutsideTheTextIsNamedWithItsPlace(string text, string expected) => Assert.Contains(
        expected, Assert.Throws<FormatException>(() => Alphabet.Of("ab\n").Encode(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void NineTenthsAreForTraining()
    {
        Corpus corpus = Corpus.Split("numbers", string.Concat(Enumerable.Repeat("0123456789", 25)));

        Assert.Equal((225, 25), (corpus.Train.Length, corpus.Validation.Length));
        Assert.Equal(Enumerable.Range(0, 250).Select(i => i % 10), corpus.Train.Concat(corpus.Validation));
    }

    [Fact]
    public void ThePassageCarriedFitsTheNetwork() =>
        Assert.InRange(Corpus.Split("passage", Passage.Text).Alphabet.Count, 30, Alphabet.Size);
}
