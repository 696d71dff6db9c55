namespace NetGen;

/// <summary>
/// Negative log-likelihood of a class label, L = −x[label], where x are logarithms of probabilities, as of LogSoftmax; averaged over the
/// batch and its positions or pixels. For scores: <see cref="CrossEntropyLossAttribute"/>, which is both in one.
/// </summary>
public sealed class NllLossAttribute : LabelLossAttribute;
