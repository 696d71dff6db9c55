namespace NetGen;

/// <summary>
/// Softmax cross-entropy between the output (before softmax) and a target distribution, a probability for each class: L = −Σ tᵢ ·
/// log softmax(x)ᵢ, averaged over the batch and its positions or pixels. For labels: <see cref="CrossEntropyLossAttribute"/>.
/// </summary>
public sealed class SoftCrossEntropyLossAttribute : CriterionAttribute
{
    /// <summary>
    /// Share s of the target spread evenly over all classes, (1 − s) · t + s / classes in place of t: at least 0, less than 1; 0 unless
    /// given. Keras' label_smoothing.
    /// </summary>
    public float LabelSmoothing { get; set; }
}
