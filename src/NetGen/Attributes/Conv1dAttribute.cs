namespace NetGen;

/// <summary>
/// Convolution over the positions of a sequence: y[i, o] = b[o] + Σ W[o, c, p] · x[i·stride + p·dilation − padding, c].
/// Input [length, features]; output [l, outputs] with l = ⌊(length + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1;
/// W [outputs × features/groups × kernel].
/// </summary>
/// <remarks>
/// Sequences must be as long as declared, unless kernel and stride are 1. A causal convolution sees no later positions, yet a decoder
/// cannot feed it token by token.
/// </remarks>
public sealed class Conv1dAttribute : WeightedAttribute
{
    /// <summary>A convolution to <paramref name="channels"/> channels.</summary>
    /// <param name="channels">Number of output channels, at least 1.</param>
    public Conv1dAttribute(int channels) => Channels = channels;

    /// <inheritdoc cref="Conv1dAttribute(int)"/>
    public Conv1dAttribute(string channels) => Channels = channels;

    /// <summary>Number of output channels.</summary>
    public Size Channels { get; }

    /// <summary>Positions of the kernel, a <see cref="Size"/>: 3 unless given.</summary>
    public object Kernel { get; set; } = 3;

    /// <summary>Distance of neighbouring outputs in input positions, a <see cref="Size"/>: 1 unless given.</summary>
    public object Stride { get; set; } = 1;

    /// <summary>
    /// What is added around the input: one <see cref="Size"/>, two for before and behind, or
    /// <see cref="NetGen.Padding.Same"/>: 0 unless given.
    /// </summary>
    public object Padding { get; set; } = 0;

    /// <summary>
    /// What stands there: <see cref="PaddingMode.Zeros"/> unless given. <see cref="PaddingMode.Reflect"/> needs more positions than it
    /// adds on a side.
    /// </summary>
    public PaddingMode PaddingMode { get; set; }

    /// <summary>
    /// Whether an output sees no later positions (van den Oord et al. 2016, https://arxiv.org/abs/1609.03499): all padding, dilation ·
    /// (kernel − 1), stands before the first; false unless given. Padding is left out then.
    /// </summary>
    public bool Causal { get; set; }

    /// <summary>Distance of neighbouring kernel elements in input positions, a <see cref="Size"/>: 1 unless given.</summary>
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
