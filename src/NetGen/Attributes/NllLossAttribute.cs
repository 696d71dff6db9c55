namespace NetGen;

/// <summary>
/// Negative log-likelihood of a class label, L = −x[label], where x are logarithms of probabilities, as of LogSoftmax; averaged over the
/// batch and its positions or pixels. For scores: <see cref="CrossEntropyLossAttribute"/>, which is both in one.
/// </summary>
public sealed class NllLossAttribute : LabelLossAttribute
{
    /// <summary>
    /// Share s of the target spread evenly over all classes, L = −(1 − s) · x[label] − s / classes · Σ x: at least 0, less than 1; 0 unless
    /// given. Class weights count as in <see cref="CrossEntropyLossAttribute.LabelSmoothing"/>.
    /// </summary>
    public float LabelSmoothing { get; set; }
}
