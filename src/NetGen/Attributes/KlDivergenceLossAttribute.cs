namespace NetGen;

/// <summary>
/// Kullback–Leibler divergence of a distribution from a target one: L = Σ t · (log t − x) over the features (or channels), averaged over
/// the batch and its positions or pixels, where x are logarithms of probabilities, as of LogSoftmax, and t probabilities, 0 to 1; of
/// features, PyTorch's KLDivLoss with 'batchmean'.
/// </summary>
public sealed class KlDivergenceLossAttribute : CriterionAttribute;
