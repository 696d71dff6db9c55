namespace NetGen;

/// <summary>
/// Multiplies by trained numbers, one for each channel (feature): y = x · γ. At the end of a residual branch, with a small start, it is
/// LayerScale:
/// <c>[…, Scale(Start = 1e-5f), Residual]</c>. Any input; output of the same shape. Touvron et al. 2021, https://arxiv.org/abs/2103.17239.
/// </summary>
public sealed class ScaleAttribute : OperationAttribute
{
    /// <summary>What γ starts with: 1 unless given.</summary>
    public float Start { get; set; } = 1;

    /// <summary>Whether each channel has a number of its own, or all have one: true unless given.</summary>
    public bool PerChannel { get; set; } = true;
}
