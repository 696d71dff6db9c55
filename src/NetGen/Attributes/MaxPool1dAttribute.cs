namespace NetGen;

/// <summary>
/// The largest value of each window of positions. Input [length, features];
/// output [l, features] with l = ⌊(length + 2·padding − kernel) / stride⌋ + 1. Sequences must be as long as declared.
/// </summary>
public sealed class MaxPool1dAttribute : OperationAttribute
{
    /// <summary>Windows of <paramref name="kernel"/> positions.</summary>
    /// <param name="kernel">Positions of the window, at least 1.</param>
    public MaxPool1dAttribute(int kernel)
    {
        Kernel = kernel;
        Stride = kernel;
    }

    /// <inheritdoc cref="MaxPool1dAttribute(int)"/>
    public MaxPool1dAttribute(string kernel)
    {
        Kernel = kernel;
        Stride = kernel;
    }

    /// <summary>Positions of the window.</summary>
    public Size Kernel { get; }

    /// <summary>Distance of neighbouring windows, a <see cref="Size"/>: the kernel's size unless given.</summary>
    public object Stride { get; set; }

    /// <summary>
    /// Positions added around the input, at most half the kernel: one <see cref="Size"/>, two for before and behind, or
    /// <see cref="NetGen.Padding.Same"/>; 0 unless given.
    /// </summary>
    public object Padding { get; set; } = 0;

    /// <summary>
    /// Whether elements behind the last whole window get one, too, if it begins within the input or its padding in front: false unless
    /// given. Sizes are rounded up then.
    /// </summary>
    public bool CeilMode { get; set; }
}
