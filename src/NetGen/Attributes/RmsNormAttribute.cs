namespace NetGen;

/// <summary>
/// Scales the features of each position by their root mean square: y = x / √(mean x² + ε) · γ. Zhang and Sennrich 2019. γ [features].
/// </summary>
public sealed class RmsNormAttribute : OperationAttribute
{
    /// <summary>Added to the mean square: 1e-5 unless given.</summary>
    public float Epsilon { get; set; } = 1e-5f;
}
