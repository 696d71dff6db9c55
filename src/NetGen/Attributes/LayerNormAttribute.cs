namespace NetGen;

/// <summary>
/// Normalizes the features of each position (of an image: the channels of each pixel): y = (x − μ) / √(σ² + ε) · γ + β. Ba, Kiros and
/// Hinton 2016.
/// γ, β [features].
/// </summary>
public sealed class LayerNormAttribute : OperationAttribute
{
    /// <summary>Added to the variance: 1e-5 unless given.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether β is added: true unless given.</summary>
    public bool Bias { get; set; } = true;
}
