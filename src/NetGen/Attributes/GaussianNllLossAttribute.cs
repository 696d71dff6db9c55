namespace NetGen;

/// <summary>
/// Negative log-likelihood of normally distributed targets, without its constant: L = mean of (s + (t − μ)² · e^−s) / 2. The first half of
/// the output's features (or channels) is the mean μ, the second half s = log σ², the logarithm of the variance, which is any number; there
/// are half as many target values as outputs. Nix and Weigend 1994.
/// </summary>
public sealed class GaussianNllLossAttribute : CriterionAttribute;
