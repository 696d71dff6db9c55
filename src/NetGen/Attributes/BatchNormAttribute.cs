namespace NetGen;

/// <summary>
/// Batch normalization over each channel: y = (x − μ) / √(σ² + ε) · γ + β. Training uses the mean and the (biased) variance of the
/// batch and keeps running averages; inference uses those. Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167.
/// </summary>
public sealed class BatchNormAttribute : OperationAttribute
{
    /// <summary>Added to the variance: 1e-5 unless given.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Weight of the newest batch in the running averages (the variance among them unbiased, as in PyTorch): 0.1 unless given.</summary>
    public float Momentum { get; set; } = 0.1f;
}
