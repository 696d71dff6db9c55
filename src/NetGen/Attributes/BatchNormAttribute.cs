namespace NetGen;

/// <summary>
/// Batch normalization over each channel: y = (x − μ) / √(σ² + ε) · γ + β. Training uses the mean and the (biased) variance of the
/// batch and keeps running averages; inference uses those. Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167.
/// </summary>
/// <remarks>
/// A channel of one value has no variance: of features, 1×1 images or sequences of one position in a batch of one sample. A trainer of that
/// batch size, a step of one such sample and a dataset of one are refused with an <see cref="ArgumentException"/>. Where it is an epoch's
/// last batch in <see cref="Trainer{T}.Fit"/>, the sample is normalized by the running averages, as a prediction is, and leaves them as
/// they are.
/// A bias before it has no effect (the build warns, NG0081).
/// </remarks>
public sealed class BatchNormAttribute : OperationAttribute
{
    /// <summary>Added to the variance: 1e-5 unless given.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>
    /// Weight of the newest batch in the running averages (the variance among them unbiased, as in PyTorch): 0.1 unless given.
    /// </summary>
    public float Momentum { get; set; } = 0.1f;

    /// <summary>Whether there are γ and β: true unless given.</summary>
    public bool Affine { get; set; } = true;

    /// <summary>
    /// Whether training, too, uses the running averages and leaves them as they are, as in a network that was trained before: false
    /// unless given. γ and β are trained.
    /// </summary>
    public bool Frozen { get; set; }

    /// <summary>
    /// Whether processes that train together (<see cref="TrainerOptions.Communicator"/>) normalize by mean and variance of the whole batch,
    /// for three messages in each step, instead of each by those of its part: false unless given. One process alone makes no difference.
    /// </summary>
    public bool Synchronized { get; set; }
}
