namespace NetGen;

/// <summary>
/// Instance normalization: y = (x − μ) / √(σ² + ε) with the mean and the (biased) variance of each channel of a sample, over its pixels
/// or positions, in training and inference alike. Input [channels, height, width] or [length, features]; output of the same shape.
/// Ulyanov, Vedaldi and Lempitsky 2016, https://arxiv.org/abs/1607.08022.
/// </summary>
public sealed class InstanceNormAttribute : OperationAttribute
{
    /// <summary>Added to the variance: 1e-5 unless given.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether it is multiplied by a γ and added to a β, one number for each channel: false unless given.</summary>
    public bool Affine { get; set; }
}
