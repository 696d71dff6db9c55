namespace NetGen;

/// <summary>
/// The largest value of each window. Input [channels, height, width];
/// output [channels, h, w] with h = ⌊(height + 2·padding − kernel) / stride⌋ + 1, w likewise of stride and padding of its axis.
/// </summary>
public sealed class MaxPool2dAttribute : OperationAttribute
{
    /// <summary>Windows of <paramref name="kernel"/> × <paramref name="kernel"/>.</summary>
    /// <param name="kernel">Height and width of the window, at least 1.</param>
    public MaxPool2dAttribute(int kernel)
    {
        Kernel = kernel;
        Stride = kernel;
    }

    /// <inheritdoc cref="MaxPool2dAttribute(int)"/>
    public MaxPool2dAttribute(string kernel)
    {
        Kernel = kernel;
        Stride = kernel;
    }

    /// <summary>Height and width of the window.</summary>
    public Size Kernel { get; }

    /// <summary>Distance of neighbouring windows, one <see cref="Size"/>, or height and width: the kernel's size unless given.</summary>
    public object Stride { get; set; }

    /// <summary>
    /// Rows and columns added around the input, at most half the kernel: one <see cref="Size"/>, two for height and width, or four for
    /// top, left, bottom and right, or <see cref="NetGen.Padding.Same"/>; 0 unless given.
    /// </summary>
    public object Padding { get; set; } = 0;

    /// <summary>
    /// Whether elements behind the last whole window get one, too, if it begins within the input or its padding in front: false unless
    /// given. Sizes are rounded up then.
    /// </summary>
    public bool CeilMode { get; set; }
}
