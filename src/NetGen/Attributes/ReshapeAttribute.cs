namespace NetGen;

/// <summary>
/// The same values, in their order (channels first), as another shape: features; length, features; or channels, height, width.
/// </summary>
public sealed class ReshapeAttribute : OperationAttribute
{
    /// <summary>To that shape.</summary>
    /// <param name="shape">Sizes whose product is the input's; one of them may be −1: whatever is left.</param>
    public ReshapeAttribute(params int[] shape) => Shape = [.. shape.Select(size => (Size)size)];

    /// <summary>The same inside a block, where sizes may be computed: <c>[Reshape("-1", nameof(width))]</c>.</summary>
    /// <param name="shape">Sizes whose product is the input's; one of them may be −1: whatever is left.</param>
    public ReshapeAttribute(params string[] shape) => Shape = [.. shape.Select(size => (Size)size)];

    /// <summary>The sizes.</summary>
    public Size[] Shape { get; }
}
