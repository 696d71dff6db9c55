namespace NetGen;

/// <summary>
/// The largest value of windows that make an image of any size one of height × width: window i of m along n pixels begins at ⌊i·n/m⌋ and
/// ends before ⌈(i + 1)·n/m⌉, as PyTorch's. Input [channels, h, w]; output [channels, height, width].
/// </summary>
public sealed class AdaptiveMaxPool2dAttribute : OperationAttribute
{
    /// <summary>To so many lines and columns.</summary>
    /// <param name="height">Lines, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    public AdaptiveMaxPool2dAttribute(int height, int width) => (Height, Width) = (height, width);

    /// <inheritdoc cref="AdaptiveMaxPool2dAttribute(int, int)"/>
    public AdaptiveMaxPool2dAttribute(string height, string width) => (Height, Width) = (height, width);

    /// <summary>Lines of the result.</summary>
    public Size Height { get; }

    /// <summary>Columns of the result.</summary>
    public Size Width { get; }
}
