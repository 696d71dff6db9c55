namespace NetGen;

/// <summary>
/// Channels become pixels: y[c, i·factor + p, j·factor + q] = x[c·factor² + p·factor + q, i, j].
/// Input [channels · factor², height, width]; output [channels, height · factor, width · factor].
/// Shi et al. 2016, https://arxiv.org/abs/1609.05158.
/// </summary>
public sealed class PixelShuffleAttribute : OperationAttribute
{
    /// <summary>So many pixels along each side in place of one.</summary>
    /// <param name="factor">At least 1; its square divides the channels.</param>
    public PixelShuffleAttribute(int factor) => Factor = factor;

    /// <inheritdoc cref="PixelShuffleAttribute(int)"/>
    public PixelShuffleAttribute(string factor) => Factor = factor;

    /// <summary>Pixels in place of one, along each side.</summary>
    public Size Factor { get; }
}
