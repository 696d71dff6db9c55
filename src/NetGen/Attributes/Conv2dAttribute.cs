namespace NetGen;

/// <summary>
/// Two-dimensional convolution: y[o, i, j] = b[o] + Σ W[o, c, p, q] · x[c, i·stride + p·dilation − padding, j·stride + q·dilation − padding].
/// Input [channels, height, width]; output [<paramref name="channels"/>, h, w] with h = ⌊(height + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1;
/// W [outputs × channels/groups × kernel × kernel].
/// </summary>
/// <param name="channels">Number of output channels, at least 1.</param>
public sealed class Conv2dAttribute(int channels) : OperationAttribute
{
    /// <summary>Number of output channels.</summary>
    public int Channels { get; } = channels;

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
}
