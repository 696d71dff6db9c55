namespace NetGen;

/// <summary>The same values, in their order (channels first), as another shape: features; length, features; or channels, height, width.</summary>
/// <param name="shape">Sizes whose product is the input's; one of them may be −1: whatever is left.</param>
public sealed class ReshapeAttribute(params int[] shape) : OperationAttribute
{
    /// <summary>The sizes.</summary>
    public int[] Shape { get; } = shape;
}
