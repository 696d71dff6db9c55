namespace NetGen;

/// <summary>
/// Dice loss of yes/no outputs before the sigmoid (logits): L = 1 − (2 · Σ p·t + smooth) / (Σ p + Σ t + smooth), p = σ(x), with sums over
/// all outputs of the batch together and targets t in [0, 1]. Milletari et al. 2016, https://arxiv.org/abs/1606.04797.
/// </summary>
public sealed class DiceLossAttribute : CriterionAttribute
{
    /// <summary>Added to both sides, so that nothing found where nothing is gives 0; above 0 and at most 1000: 1 unless given.</summary>
    public float Smooth { get; set; } = 1;
}
