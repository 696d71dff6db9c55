namespace NetGen.Data;

/// <summary>The most frequent words of texts, each with a token; all others are one token. See <see cref="WordSplitter"/>.</summary>
public sealed partial class WordVocabulary : TextEncoder
{
    /// <summary>The token of words that are not in the vocabulary.</summary>
    public const int Unknown = 1;

    private const int PaddingToken = 0, FirstWord = 2;

    private readonly string[] _words;
    private readonly Dictionary<string, int> _tokens;

    private WordVocabulary(string[] words, WordOptions options)
    {
        _words = words;
        _tokens = words.Index().ToDictionary(entry => entry.Item, entry => entry.Index + FirstWord, StringComparer.Ordinal);
        Options = options;
    }

    /// <summary>Words with a token of their own, the most frequent first; the first one's token is 2.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>How texts are cut into words.</summary>
    public WordOptions Options { get; }

    /// <inheritdoc/>
    public override int Vocabulary => _words.Length + FirstWord;

    /// <inheritdoc/>
    public override int Padding => PaddingToken;

    /// <summary>Takes the words of texts: those that the network is trained on, and no others.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="vocabulary">
    /// Most tokens, with those for padding and unknown words: at least 3. Of equally frequent words, those first in the order of their
    /// characters are taken.
    /// </param>
    /// <param name="options">How texts are cut into words.</param>
    /// <param name="least">How often a word must be there: at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public static WordVocabulary Fit(IEnumerable<string> texts, int vocabulary, WordOptions? options = null, int least = 1)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, FirstWord + 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(least, 1);
        WordOptions how = options ?? new();
        return new(
            [
                .. texts.SelectMany(text => WordSplitter.Split(Mended(text), how))
                    .CountBy(word => word, StringComparer.Ordinal)
                    .Where(entry => entry.Value >= least)
                    .OrderByDescending(entry => entry.Value)
                    .ThenBy(entry => entry.Key, StringComparer.Ordinal)
                    .Select(entry => entry.Key)
                    .Take(vocabulary - FirstWord),
            ],
            how);
    }

    /// <summary>The token of a word: <see cref="Unknown"/> where it is not in the vocabulary.</summary>
    public int this[string word] => _tokens.GetValueOrDefault(word, Unknown);

    /// <inheritdoc/>
    protected override IReadOnlyList<int> Tokens(string text, int most, out bool isCut)
    {
        int[] tokens = [.. WordSplitter.Split(text, Options).Take(most + 1).Select(word => this[word])];
        isCut = tokens.Length > most;
        return isCut ? tokens[..most] : tokens;
    }
}
