namespace NetGen;

/// <summary>
/// Mean over all outputs and the batch of max(q · d, (q − 1) · d), d = t − x: what is learnt is the quantile q of the targets. Koenker and
/// Bassett 1978.
/// </summary>
public sealed class QuantileLossAttribute : CriterionAttribute
{
    /// <summary>For that quantile.</summary>
    /// <param name="quantile">Share of the targets that lie below, above 0 and below 1.</param>
    public QuantileLossAttribute(float quantile) => Quantile = quantile;

    /// <summary>Share of the targets that lie below.</summary>
    public float Quantile { get; }
}
