namespace NetGen;

/// <summary>
/// Hinge loss of a class label: Σ max(0, margin − x[label] + xᵢ) / classes over the other classes i, averaged over the batch and its
/// positions or pixels. Crammer and Singer 2001; PyTorch's MultiMarginLoss with p = 1.
/// </summary>
public sealed class MultiMarginLossAttribute : CriterionAttribute
{
    /// <summary>How far the label's score must be above the others, above 0 and at most 1000: 1 unless given.</summary>
    public float Margin { get; set; } = 1;
}
