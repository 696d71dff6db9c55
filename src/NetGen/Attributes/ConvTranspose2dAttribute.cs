namespace NetGen;

/// <summary>
/// Transposed convolution, what a convolution's gradient does: y[o, i·stride + p·dilation − padding, j·stride + q·dilation − padding]
/// = b[o] + Σ W[c, o, p, q] · x[c, i, j].
/// Input [channels, height, width]; output [outputs, h, w] with h = (height − 1)·stride − 2·padding + dilation·(kernel − 1) +
/// outputPadding + 1; W [channels × outputs/groups × kernel × kernel]. Kernel, stride, padding and dilation may differ for height and
/// width, and padding for all four sides; then each axis has its own numbers in these formulas. Zeiler et al. 2010; Dumoulin and Visin
/// 2016, https://arxiv.org/abs/1603.07285.
/// </summary>
public sealed class ConvTranspose2dAttribute : WeightedAttribute
{
    /// <summary>A transposed convolution to <paramref name="channels"/> channels.</summary>
    /// <param name="channels">Number of output channels, at least 1.</param>
    public ConvTranspose2dAttribute(int channels) => Channels = channels;

    /// <inheritdoc cref="ConvTranspose2dAttribute(int)"/>
    public ConvTranspose2dAttribute(string channels) => Channels = channels;

    /// <summary>Number of output channels.</summary>
    public Size Channels { get; }

    /// <summary>Height and width of the kernel, one <see cref="Size"/> or two: 3 unless given.</summary>
    public object Kernel { get; set; } = 3;

    /// <summary>Distance of neighbouring inputs in output pixels, one <see cref="Size"/> or two: 1 unless given.</summary>
    public object Stride { get; set; } = 1;

    /// <summary>What is cut off the output, one <see cref="Size"/>, two, or four for top, left, bottom, right: 0 unless given.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>
    /// Lines and columns more at the bottom and the right, less than the stride, one <see cref="Size"/> or two: 0 unless given. Which of
    /// the sizes that a convolution of that stride makes the same is meant.
    /// </summary>
    public object OutputPadding { get; set; } = 0;

    /// <summary>Distance of neighbouring kernel elements in output pixels, one <see cref="Size"/> or two: 1 unless given.</summary>
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
