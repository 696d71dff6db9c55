namespace NetGen;

/// <summary>
/// Softmax cross-entropy between the output (before softmax) and a target distribution, a probability for each class: L = −Σ tᵢ ·
/// log softmax(x)ᵢ, averaged over the batch and its positions or pixels. Labels serve, too: their class has all, so that
/// <see cref="Mixup"/> can mix them. Where they are not mixed, <see cref="CrossEntropyLossAttribute"/> computes the same faster.
/// </summary>
public sealed class SoftCrossEntropyLossAttribute : CriterionAttribute
{
    /// <summary>
    /// τ, above 0: 1 unless given. The output is divided by it, and the loss multiplied by τ², so that gradients keep their size:
    /// L = −τ² · Σ tᵢ · log softmax(x / τ)ᵢ. For <see cref="Distillation"/>, whose targets have the same temperature; Hinton et al. 2015,
    /// https://arxiv.org/abs/1503.02531.
    /// </summary>
    public float Temperature { get; set; } = 1;

    /// <summary>
    /// Share s of the target spread evenly over all classes, (1 − s) · t + s / classes in place of t: at least 0, less than 1; 0 unless
    /// given. Keras' label_smoothing.
    /// </summary>
    public float LabelSmoothing { get; set; }
}
