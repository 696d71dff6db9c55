namespace NetGen;

/// <summary>
/// Cross-entropy of independent yes/no outputs before the sigmoid (logits), averaged over all outputs and the batch:
/// L = max(x, 0) − x·t + log(1 + e^−|x|), with targets t in [0, 1].
/// </summary>
public sealed class BinaryCrossEntropyWithLogitsLossAttribute : CriterionAttribute
{
    /// <summary>
    /// What a yes counts, p: L = −p · t · log σ(x) − (1 − t) · log(1 − σ(x)), above 0 and at most 1000: 1 unless given.
    /// PyTorch's pos_weight.
    /// </summary>
    public float PositiveWeight { get; set; } = 1;

    /// <summary>
    /// Share s by which targets are drawn to ½, (1 − s) · t + s / 2 in place of t: at least 0, less than 1; 0 unless given. Keras'
    /// label_smoothing.
    /// </summary>
    public float LabelSmoothing { get; set; }
}
