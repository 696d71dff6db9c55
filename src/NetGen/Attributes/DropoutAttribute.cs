namespace NetGen;

/// <summary>
/// Training sets each value to 0 with probability <paramref name="rate"/> and scales the others by 1 / (1 − rate); inference does nothing.
/// Srivastava et al. 2014. The mask comes from a counter (Philox), so the backward pass regenerates it instead of storing it.
/// </summary>
/// <param name="rate">Probability of 0, at least 0 and less than 1.</param>
public sealed class DropoutAttribute(float rate) : OperationAttribute
{
    /// <summary>Probability of 0.</summary>
    public float Rate { get; } = rate;
}
