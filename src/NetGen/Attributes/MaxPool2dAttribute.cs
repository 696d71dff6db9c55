namespace NetGen;

/// <summary>
/// The largest value of each window. Input [channels, height, width];
/// output [channels, h, w] with h = ⌊(height + 2·padding − kernel) / stride⌋ + 1.
/// </summary>
public sealed class MaxPool2dAttribute : OperationAttribute
{
    /// <summary>Windows of <paramref name="kernel"/> × <paramref name="kernel"/>, side by side.</summary>
    /// <param name="kernel">Height and width of the window, at least 1.</param>
    public MaxPool2dAttribute(int kernel)
        : this(kernel, kernel)
    {
    }

    /// <summary>Windows of <paramref name="kernel"/> × <paramref name="kernel"/>, so far apart.</summary>
    /// <param name="kernel">Height and width of the window, at least 1.</param>
    /// <param name="stride">Distance of neighbouring windows, at least 1.</param>
    public MaxPool2dAttribute(int kernel, int stride)
    {
        Kernel = Text(kernel);
        Stride = stride;
    }

    /// <summary>The same inside a block, where sizes may be computed: <c>[MaxPool2d(nameof(window))]</c>.</summary>
    /// <param name="kernel">Height and width of the window: whole-number arithmetic over the block's parameters; see <see cref="BlockAttribute"/>.</param>
    /// <param name="stride">Instead of <see cref="Stride"/>.</param>
    /// <param name="padding">Instead of <see cref="Padding"/>.</param>
    public MaxPool2dAttribute(string kernel, string? stride = null, string? padding = null)
    {
        Kernel = kernel;
        _ = (stride, padding);
    }

    /// <summary>Height and width of the window.</summary>
    public string Kernel { get; }

    /// <summary>Distance of neighbouring windows: the kernel's size unless given.</summary>
    public int Stride { get; set; }

    /// <summary>Rows and columns added around the input, at most half the kernel: 0 unless given.</summary>
    public int Padding { get; set; }
}
