namespace NetGen;

/// <summary>
/// Two-dimensional convolution: y[o, i, j] = b[o] + Σ W[o, c, p, q] · x[c, i·stride + p·dilation − padding, j·stride + q·dilation − padding].
/// Input [channels, height, width]; output [outputs, h, w] with h = ⌊(height + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1;
/// W [outputs × channels/groups × kernel × kernel].
/// </summary>
public sealed class Conv2dAttribute : OperationAttribute
{
    /// <summary>A convolution to <paramref name="channels"/> channels.</summary>
    /// <param name="channels">Number of output channels, at least 1.</param>
    public Conv2dAttribute(int channels) => Channels = Text(channels);

    /// <summary>The same inside a block, where sizes may be computed: <c>[Conv2d(nameof(channels), stride: nameof(stride), Padding = 1)]</c>.</summary>
    /// <param name="channels">Number of output channels: whole-number arithmetic over the block's parameters; see <see cref="BlockAttribute"/>.</param>
    /// <param name="kernel">Instead of <see cref="Kernel"/>.</param>
    /// <param name="stride">Instead of <see cref="Stride"/>.</param>
    /// <param name="padding">Instead of <see cref="Padding"/>.</param>
    /// <param name="dilation">Instead of <see cref="Dilation"/>.</param>
    /// <param name="groups">Instead of <see cref="Groups"/>.</param>
    public Conv2dAttribute(
        string channels, string? kernel = null, string? stride = null, string? padding = null, string? dilation = null, string? groups = null)
    {
        Channels = channels;
        _ = (kernel, stride, padding, dilation, groups);
    }

    /// <summary>Number of output channels.</summary>
    public string Channels { get; }

    /// <summary>Height and width of the kernel.</summary>
    public int Kernel { get; set; } = 3;

    /// <summary>Distance of neighbouring outputs, in input pixels.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros around the input.</summary>
    public int Padding { get; set; }

    /// <summary>Distance of neighbouring kernel elements, in input pixels.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Channels are split into that many groups, each convolved by itself; divides input and output channels.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added to each channel.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights start.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>The stage whose weights these are, instead of own ones. Shapes must be equal.</summary>
    public string? TiedTo { get; set; }
}
