namespace NetGen;

/// <summary>
/// Mean over all outputs and the batch of d² / (2 · beta) where |d| &lt; beta, else |d| − beta / 2, with d = x − t: HuberLoss / beta.
/// Girshick 2015, https://arxiv.org/abs/1504.08083.
/// </summary>
public sealed class SmoothL1LossAttribute : CriterionAttribute
{
    /// <summary>From where on the loss is the absolute error, less a constant; above 0 and at most 1000: 1 unless given.</summary>
    public float Beta { get; set; } = 1;
}
