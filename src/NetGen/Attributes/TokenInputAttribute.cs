namespace NetGen;

/// <summary>
/// A sequence of whole numbers, each from 0 and below <paramref name="vocabulary"/>: words, characters. <see cref="EmbeddingAttribute"/>
/// turns them into vectors.
/// </summary>
/// <param name="vocabulary">Number of different tokens, at least 1.</param>
/// <param name="length">Most tokens in a sample, at least 1; fewer at run time are welcome.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class TokenInputAttribute(int vocabulary, int length) : Attribute
{
    /// <summary>Number of different tokens.</summary>
    public int Vocabulary { get; } = vocabulary;

    /// <summary>Most tokens in a sample.</summary>
    public int Length { get; } = length;

    /// <summary>Its name where there are several inputs: stages read it with <c>[From("Text")]</c>.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// The token that fills up short samples, which attention with <c>KeyPadding</c> does not look at: −1, which is none, unless given. To
    /// all else it is a token like any other; where results would depend on how far a sequence is filled up, the build warns (NG0083).
    /// </summary>
    public int Padding { get; set; } = -1;
}
