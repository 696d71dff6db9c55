namespace NetGen;

/// <summary>
/// Stochastic depth: training sets all values of a sample to 0 with probability <see cref="Rate"/> and scales those of other samples by
/// 1 / (1 − rate); inference does nothing. At the end of a branch, <c>[…, DropPath(0.1f), Residual]</c>, it skips the branch. Huang et al.
/// 2016, https://arxiv.org/abs/1603.09382.
/// </summary>
public sealed class DropPathAttribute : OperationAttribute
{
    /// <summary>With that rate.</summary>
    /// <param name="rate">Probability that a sample skips the branch, at least 0 and less than 1.</param>
    public DropPathAttribute(float rate) => Rate = rate;

    /// <inheritdoc cref="DropPathAttribute(float)"/>
    public DropPathAttribute(string rate) => Rate = rate;

    /// <summary>Probability that a sample skips the branch.</summary>
    public Rate Rate { get; }
}
