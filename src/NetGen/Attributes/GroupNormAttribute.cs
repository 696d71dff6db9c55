namespace NetGen;

/// <summary>
/// Group normalization: y = (x − μ) / √(σ² + ε) · γ + β with the mean and the (biased) variance of each group of channels of a sample,
/// over all its pixels or positions. γ and β are one number for each channel. Any input; output of the same shape.
/// Wu and He 2018, https://arxiv.org/abs/1803.08494.
/// </summary>
public sealed class GroupNormAttribute : OperationAttribute
{
    /// <summary>Channels in that many groups.</summary>
    /// <param name="groups">At least 1; divides the channels.</param>
    public GroupNormAttribute(int groups) => Groups = groups;

    /// <inheritdoc cref="GroupNormAttribute(int)"/>
    public GroupNormAttribute(string groups) => Groups = groups;

    /// <summary>Groups of channels.</summary>
    public Size Groups { get; }

    /// <summary>Added to the variance: 1e-5 unless given.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether there are γ and β: true unless given.</summary>
    public bool Affine { get; set; } = true;
}
