namespace NetGen;

/// <summary>
/// A vector for each token: y[t] = W[token[t]]. Input tokens [length], output [length × width], W [vocabulary × width], started from
/// N(0, 0.02²) unless <see cref="WeightedAttribute.Initializer"/> says otherwise.
/// </summary>
public sealed class EmbeddingAttribute : WeightedAttribute
{
    /// <summary>Vectors of <paramref name="width"/> features.</summary>
    /// <param name="width">Features of a token, at least 1.</param>
    public EmbeddingAttribute(int width) => Width = width;

    /// <inheritdoc cref="EmbeddingAttribute(int)"/>
    public EmbeddingAttribute(string width) => Width = width;

    /// <summary>Features of a token.</summary>
    public Size Width { get; }

    /// <summary>
    /// The token input itself, where its padding tokens are to give zeros and to train nothing; it must declare its
    /// <see cref="TokenInputAttribute.Padding"/>.
    /// </summary>
    public string? SkipPadding { get; set; }
}
