namespace NetGen;

/// <summary>
/// L2 regularization, ridge: g ← g + λ · p. With <see cref="Sgd"/> it is weight decay λ. Hoerl and Kennard 1970.
/// </summary>
/// <param name="strength">λ: finite, at least 0.</param>
/// <param name="includesVectors">Whether biases and the scales and shifts of normalizations have it, too.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="strength"/> is not.</exception>
public sealed class L2(double strength, bool includesVectors = false) : WeightPenalty(0, NonNegative(strength), includesVectors)
{
    /// <summary>λ.</summary>
    public double Strength => Proportion;
}
