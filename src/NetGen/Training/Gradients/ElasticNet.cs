namespace NetGen;

/// <summary>
/// Both: g ← g + λ₁ · sign(p) + λ₂ · p. Zou and Hastie 2005, "Regularization and variable selection via the elastic net".
/// </summary>
/// <param name="strength1">λ₁ of <see cref="L1"/>: finite, at least 0.</param>
/// <param name="strength2">λ₂ of <see cref="L2"/>: finite, at least 0.</param>
/// <param name="includesVectors">Whether biases and the scales and shifts of normalizations have it, too.</param>
/// <exception cref="ArgumentOutOfRangeException">A strength is not.</exception>
public sealed class ElasticNet(double strength1, double strength2, bool includesVectors = false)
    : WeightPenalty(NonNegative(strength1), NonNegative(strength2), includesVectors)
{
    /// <summary>λ₁.</summary>
    public double Strength1 => Sign;

    /// <summary>λ₂.</summary>
    public double Strength2 => Proportion;
}
