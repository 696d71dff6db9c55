namespace NetGen;

/// <summary>How <see cref="GeluAttribute"/> computes the normal distribution function.</summary>
public enum GeluApproximation
{
    /// <summary>Φ(x) = (1 + erf(x / √2)) / 2.</summary>
    None,

    /// <summary>Φ(x) ≈ (1 + tanh(√(2/π) · (x + 0.044715 · x³))) / 2, as in GPT-2 and BERT; off by at most 0.0005.</summary>
    Tanh,
}
