namespace NetGen;

/// <summary>
/// Puts a token that says nothing, as a rule the one of unknown words, in the place of some: a network that must do without a word now and
/// then does not learn single texts by heart. Iyyer et al. 2015 call it word dropout, https://aclanthology.org/P15-1162.
/// </summary>
public sealed class TokenDropout : BatchTransform
{
    /// <param name="probability">Of each token: 0 to 1.</param>
    /// <param name="replacement">What stands in its place.</param>
    /// <param name="padding">The token that fills up short samples, which stays; −1 for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not 0 to 1, or a token negative.</exception>
    public TokenDropout(double probability, int replacement, int padding = -1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replacement);
        ArgumentOutOfRangeException.ThrowIfLessThan(padding, -1);
        Probability = Checked.Probability(probability, nameof(probability));
        Replacement = replacement;
        Padding = padding;
    }

    /// <summary>How often a token is replaced.</summary>
    public double Probability { get; }

    /// <summary>What stands in its place.</summary>
    public int Replacement { get; }

    /// <summary>The token that stays; −1 for none.</summary>
    public int Padding { get; }

    /// <summary>The input that is changed, from 0.</summary>
    public int Input { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The input is values, or the replacement none of its tokens.</exception>
    public override void Apply<T>(in TrainingBatch<T> batch)
    {
        Span<int> tokens = batch.Tokens(Input);
        if (Replacement >= batch.Vocabulary(Input))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The replacement {Replacement} is no token: they are 0 to {batch.Vocabulary(Input) - 1}."));
        }

        for (int i = 0; i < tokens.Length; i++)
        {
            if (tokens[i] != Padding && batch.Random.NextDouble() < Probability)
            {
                tokens[i] = Replacement;
            }
        }
    }
}
