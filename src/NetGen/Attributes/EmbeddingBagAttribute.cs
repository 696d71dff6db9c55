namespace NetGen;

/// <summary>
/// The mean or the sum of the vectors of a sample's tokens, in whatever order they stand: y = Σ s[t] · W[token[t]] / n. Input tokens
/// [length], output [width], W [vocabulary × width], started from N(0, 0.02²) unless <see cref="WeightedAttribute.Initializer"/> says
/// otherwise. Joulin et al. 2016, https://arxiv.org/abs/1607.01759.
/// </summary>
public sealed class EmbeddingBagAttribute : WeightedAttribute
{
    /// <summary>Vectors of <paramref name="width"/> features.</summary>
    /// <param name="width">Features of a token, at least 1.</param>
    public EmbeddingBagAttribute(int width) => Width = width;

    /// <inheritdoc cref="EmbeddingBagAttribute(int)"/>
    public EmbeddingBagAttribute(string width) => Width = width;

    /// <summary>Features of a token.</summary>
    public Size Width { get; }

    /// <summary>What is made of the vectors: <see cref="EmbeddingBagMode.Mean"/> unless given.</summary>
    public EmbeddingBagMode Mode { get; set; }

    /// <summary>
    /// The token input itself, where its padding tokens are left out, also of the mean's number; it must declare its
    /// <see cref="TokenInputAttribute.Padding"/>. A sample of nothing but padding gives 0.
    /// </summary>
    public string? SkipPadding { get; set; }

    /// <summary>
    /// The stage or input with a number for each token, [length × 1], that its vector is multiplied by; 1 for each unless given.
    /// </summary>
    public string? Weights { get; set; }
}

/// <summary>What is made of a bag's vectors.</summary>
public enum EmbeddingBagMode
{
    /// <summary>Their sum divided by how many there are.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,
}
