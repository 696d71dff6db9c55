namespace NetGen;

/// <summary>
/// Negative log-likelihood of counts t, at least 0, where x is the logarithm of their mean, without the term of t alone:
/// L = mean of eˣ − t · x over all outputs and the batch. PyTorch's PoissonNLLLoss with log_input.
/// </summary>
public sealed class PoissonNllLossAttribute : CriterionAttribute;
