namespace NetGen;

/// <summary>
/// Focal loss of independent yes/no outputs before the sigmoid (logits), averaged over all outputs and the batch:
/// L = −a · (1 − p)^gamma · log p, with p = σ(x) and a = alpha for a yes, a target above ½, and p = 1 − σ(x) and a = 1 − alpha else. Lin et
/// al. 2017, https://arxiv.org/abs/1708.02002; torchvision's sigmoid_focal_loss with reduction 'mean' and targets 0 and 1. A rare yes
/// trains more steadily where the last layer has a negative <c>BiasStart</c>.
/// </summary>
public sealed class FocalLossAttribute : CriterionAttribute
{
    /// <summary>How much less what is right already counts, from 0 to 10: 2 unless given.</summary>
    public float Gamma { get; set; } = 2;

    /// <summary>What a yes counts, above 0 and below 1: 0.25 unless given. At −1 yes and no count 1 each.</summary>
    public float Alpha { get; set; } = 0.25f;

    /// <summary>
    /// In place of <see cref="Alpha"/> one for each output (feature or channel), at most 256 of them, above 0 and below 1; none unless
    /// given.
    /// </summary>
    public float[]? Alphas { get; set; }

    /// <summary>
    /// Share s of each label that is spread evenly over yes and no, as in cross-entropy: L = (1 − s / 2) · L of the label + s / 2 · L of
    /// the other answer; at least 0, less than 1; 0 unless given.
    /// </summary>
    public float LabelSmoothing { get; set; }
}
