namespace NetGen;

/// <summary>L1 regularization, the lasso: g ← g + λ · sign(p), which draws weights to 0 at the same pace. Tibshirani 1996.</summary>
/// <param name="strength">λ: finite, at least 0.</param>
/// <param name="includesVectors">Whether biases and the scales and shifts of normalizations have it, too.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="strength"/> is not.</exception>
public sealed class L1(double strength, bool includesVectors = false) : WeightPenalty(NonNegative(strength), 0, includesVectors)
{
    /// <summary>λ.</summary>
    public double Strength => Sign;
}
