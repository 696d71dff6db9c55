using static System.FormattableString;

namespace NetGen;

/// <summary>Draws the options of one candidate: see <see cref="Candidates.Random"/>.</summary>
public sealed class CandidateDraw
{
    private SplitMix64 _random;

    internal CandidateDraw(int seed, int candidate) => _random = new(((ulong)(uint)seed << 32) | (uint)candidate);

    /// <summary>A number from a range, all alike.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not finite.</exception>
    public double Uniform(double low, double high) => double.IsFinite(low) && double.IsFinite(high) && low <= high
        ? low + ((high - low) * Share())
        : throw new ArgumentOutOfRangeException(nameof(high), Invariant($"{low} to {high} is no range."));

    /// <summary>A number from a range, its logarithm from all alike: for rates and decays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not finite, or does not begin above 0.</exception>
    public double LogUniform(double low, double high) => low > 0
        ? Math.Exp(Uniform(Math.Log(low), Math.Log(high)))
        : throw new ArgumentOutOfRangeException(nameof(low), Invariant($"{low} has no logarithm."));

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty.</exception>
    public int Integer(int low, int high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        return (int)(low + (long)(Share() * (high - (long)low + 1)));
    }

    /// <summary>One of several, all alike.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public TChoice OneOf<TChoice>(params IReadOnlyList<TChoice> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return choices.Count > 0
            ? choices[_random.Next(choices.Count)]
            : throw new ArgumentException("There is nothing to choose from.", nameof(choices));
    }

    /// <summary>From 0 to below 1.</summary>
    private double Share() => (_random.Next() >> 11) * (1.0 / (1L << 53));
}
