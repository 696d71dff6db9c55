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

    /// <summary>A convolution to <paramref name="channels"/> channels with a kernel of <paramref name="kernel"/> × <paramref name="kernel"/>.</summary>
    /// <param name="channels">Number of output channels, at least 1.</param>
    /// <param name="kernel">Height and width of the kernel, at least 1.</param>
    public Conv2dAttribute(int channels, int kernel)
        : this(channels) => Kernel = kernel;

    /// <summary>The same inside a block, where the number of channels may be computed: <c>[Conv2d(nameof(channels), 1)]</c>.</summary>
    /// <param name="channels">Number of output channels: whole-number arithmetic over the block's parameters; see <see cref="BlockAttribute"/>.</param>
    /// <param name="kernel">Height and width of the kernel, at least 1.</param>
    public Conv2dAttribute(string channels, int kernel)
        : this(channels) => Kernel = kernel;

    /// <summary>The same inside a block, with a fixed number of channels: <c>[Conv2d(64, stride: nameof(stride))]</c>.</summary>
    /// <param name="channels">Number of output channels, at least 1.</param>
    /// <param name="kernel">Instead of <see cref="Kernel"/>: whole-number arithmetic over the block's parameters, as are the others.</param>
    /// <param name="stride">Instead of <see cref="Stride"/>.</param>
    /// <param name="padding">Instead of <see cref="Padding"/>.</param>
    /// <param name="dilation">Instead of <see cref="Dilation"/>.</param>
    /// <param name="groups">Instead of <see cref="Groups"/>.</param>
    public Conv2dAttribute(
        int channels, string? kernel = null, string? stride = null, string? padding = null, string? dilation = null, string? groups = null)
        : this(Text(channels), kernel, stride, padding, dilation, groups)
    {
    }

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

    /// <summary>Height and width of the kernel: 3 unless given.</summary>
    public int Kernel { get; set; } = 3;

    /// <summary>Distance of neighbouring outputs, in input pixels: 1 unless given.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros around the input: 0 unless given.</summary>
    public int Padding { get; set; }

    /// <summary>Distance of neighbouring kernel elements, in input pixels: 1 unless given.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Channels are split into that many groups, each convolved by itself; divides input and output channels: 1 unless given.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added to each channel: true unless given.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights start: <see cref="Initializer.Auto"/> unless given.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>The stage whose weights these are, instead of own ones. Shapes must be equal.</summary>
    public string? TiedTo { get; set; }
}
