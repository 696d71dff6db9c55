namespace NetGen;

/// <summary>
/// The largest value of each window. Input [channels, height, width];
/// output [channels, h, w] with h = ⌊(height + 2·padding − kernel) / stride⌋ + 1.
/// </summary>
/// <param name="kernel">Height and width of the window.</param>
public sealed class MaxPool2dAttribute(int kernel) : OperationAttribute
{
    /// <summary>Height and width of the window.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Distance of neighbouring windows; the kernel's size unless given.</summary>
    public int Stride { get; set; } = kernel;

    /// <summary>Rows and columns added around the input; at most half the kernel.</summary>
    public int Padding { get; set; }
}
