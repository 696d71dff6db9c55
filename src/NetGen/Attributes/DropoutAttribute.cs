namespace NetGen;

/// <summary>
/// Training sets each value to 0 with probability <see cref="Rate"/> and scales the others by 1 / (1 − rate); inference does nothing.
/// Srivastava et al. 2014. The mask comes from a counter (Philox), so the backward pass regenerates it instead of storing it.
/// </summary>
public sealed class DropoutAttribute : OperationAttribute
{
    /// <summary>Dropout of that rate.</summary>
    /// <param name="rate">Probability of 0, at least 0 and less than 1.</param>
    public DropoutAttribute(float rate) => Rate = rate;

    /// <inheritdoc cref="DropoutAttribute(float)"/>
    public DropoutAttribute(string rate) => Rate = rate;

    /// <summary>Probability of 0.</summary>
    public Rate Rate { get; }

    /// <summary>
    /// Whether a channel of an image, or a feature of a sequence, is dropped in a whole sample at once, since neighbours tell much the
    /// same: false unless given. Tompson et al. 2015, https://arxiv.org/abs/1411.4280; PyTorch's Dropout1d and Dropout2d.
    /// </summary>
    public bool WholeChannels { get; set; }
}
