namespace NetGen;

/// <summary>How layer-wise relevance is handed from a sum to its terms.</summary>
public enum RelevanceRule
{
    /// <summary>R of a term = term / (sum + ε · sign of the sum) · R of the sum, ε small. Bach et al. 2015, eq. 58.</summary>
    Epsilon,

    /// <summary>R of a term = term⁺ / Σ terms⁺ · R of the sum: only what speaks for it. Montavon et al. 2017, the z⁺ rule.</summary>
    ZPlus,
}
