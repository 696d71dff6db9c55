namespace NetGen;

/// <summary>
/// Transposed convolution over the positions of a sequence: y[i·stride + p·dilation − padding, o] = b[o] + Σ W[c, o, p] · x[i, c].
/// Input [length, features]; output [l, outputs] with l = (length − 1)·stride − 2·padding + dilation·(kernel − 1) + outputPadding + 1;
/// W [features × outputs/groups × kernel]. Sequences must be as long as declared. Dumoulin and Visin 2016,
/// https://arxiv.org/abs/1603.07285.
/// </summary>
public sealed class ConvTranspose1dAttribute : WeightedAttribute
{
    /// <summary>A transposed convolution to <paramref name="channels"/> channels.</summary>
    /// <param name="channels">Number of output channels, at least 1.</param>
    public ConvTranspose1dAttribute(int channels) => Channels = channels;

    /// <inheritdoc cref="ConvTranspose1dAttribute(int)"/>
    public ConvTranspose1dAttribute(string channels) => Channels = channels;

    /// <summary>Number of output channels.</summary>
    public Size Channels { get; }

    /// <summary>Positions of the kernel, a <see cref="Size"/>: 3 unless given.</summary>
    public object Kernel { get; set; } = 3;

    /// <summary>Distance of neighbouring inputs in output positions, a <see cref="Size"/>: 1 unless given.</summary>
    public object Stride { get; set; } = 1;

    /// <summary>What is cut off the output, one <see cref="Size"/>, or two for before and behind: 0 unless given.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>
    /// Positions more behind, less than the stride, a <see cref="Size"/>: 0 unless given. Which of the sizes that
    /// a convolution of that stride makes the same is meant.
    /// </summary>
    public object OutputPadding { get; set; } = 0;

    /// <summary>Distance of neighbouring kernel elements in output positions, a <see cref="Size"/>: 1 unless given.</summary>
    public object Dilation { get; set; } = 1;

    /// <summary>
    /// Channels are split into that many groups, each by itself, a <see cref="Size"/> that divides input and output channels: 1 unless
    /// given.
    /// </summary>
    public object Groups { get; set; } = 1;

    /// <summary>Whether a bias is added to each channel: true unless given.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>What each bias starts from, from −1000 to 1000: 0 unless given.</summary>
    public float BiasStart { get; set; }
}
