namespace NetGen;

/// <summary>
/// y = x for x &gt; 0, else a · x with a learnt slope: one for all values, or with <see cref="PerChannel"/> one for each feature or
/// channel. He et al. 2015, https://arxiv.org/abs/1502.01852. Parameter: weight [1] or [channels].
/// </summary>
public sealed class PReluAttribute : OperationAttribute
{
    /// <summary>Whether each feature, or channel of an image, has a slope of its own: false unless given.</summary>
    public bool PerChannel { get; set; }

    /// <summary>What the slopes start from, from −1000 to 1000: 0.25 unless given.</summary>
    public float Start { get; set; } = 0.25f;
}
