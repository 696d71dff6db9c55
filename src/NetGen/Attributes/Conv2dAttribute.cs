namespace NetGen;

/// <summary>
/// Two-dimensional convolution: y[o, i, j] = b[o] + Σ W[o, c, p, q] · x[c, i·stride + p·dilation − padding, j·stride + q·dilation
/// − padding].
/// Input [channels, height, width]; output [outputs, h, w] with h = ⌊(height + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1;
/// W [outputs × channels/groups × kernel × kernel]. Kernel, stride, padding and dilation may differ for height and width,
/// <c>Kernel = new[] { 3, 5 }</c>, and padding for all four sides; then each axis has its own numbers in these formulas.
/// </summary>
public sealed class Conv2dAttribute : WeightedAttribute
{
    /// <summary>A convolution to <paramref name="channels"/> channels.</summary>
    /// <param name="channels">Number of output channels, at least 1.</param>
    public Conv2dAttribute(int channels) => Channels = channels;

    /// <inheritdoc cref="Conv2dAttribute(int)"/>
    public Conv2dAttribute(string channels) => Channels = channels;

    /// <summary>Number of output channels.</summary>
    public Size Channels { get; }

    /// <summary>Height and width of the kernel, one <see cref="Size"/> or two: 3 unless given.</summary>
    public object Kernel { get; set; } = 3;

    /// <summary>Distance of neighbouring outputs in input pixels, one <see cref="Size"/> or two: 1 unless given.</summary>
    public object Stride { get; set; } = 1;

    /// <summary>
    /// What is added around the input: one <see cref="Size"/>, two, or four for top, left, bottom, right, or
    /// <see cref="NetGen.Padding.Same"/>: 0 unless given.
    /// </summary>
    public object Padding { get; set; } = 0;

    /// <summary>
    /// What stands there: <see cref="PaddingMode.Zeros"/> unless given. <see cref="PaddingMode.Reflect"/> needs more lines and columns
    /// than it adds on a side.
    /// </summary>
    public PaddingMode PaddingMode { get; set; }

    /// <summary>Distance of neighbouring kernel elements in input pixels, one <see cref="Size"/> or two: 1 unless given.</summary>
    public object Dilation { get; set; } = 1;

    /// <summary>
    /// Channels are split into that many groups, each convolved by itself, a <see cref="Size"/> that divides input and output channels: 1
    /// unless given.
    /// </summary>
    public object Groups { get; set; } = 1;

    /// <summary>Whether a bias is added to each channel: true unless given.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>What each bias starts from, from −1000 to 1000: 0 unless given.</summary>
    public float BiasStart { get; set; }

    /// <summary>
    /// Whether each output's weights are trained as a direction v and a length g, w = g · v / ‖v‖: false unless given. The parameters are
    /// then weight (v) and weight_g [outputs], which starts as ‖v‖. Salimans and Kingma 2016, "Weight Normalization".
    /// </summary>
    public bool WeightNorm { get; set; }
}
