namespace NetGen;

/// <summary>
/// Mean over all outputs and the batch of d² / 2 where |d| ≤ delta, else delta · (|d| − delta / 2), with d = x − t. Huber 1964.
/// </summary>
public sealed class HuberLossAttribute : CriterionAttribute
{
    /// <summary>From where on the loss grows as the absolute error does, above 0 and at most 1000: 1 unless given.</summary>
    public float Delta { get; set; } = 1;
}
