namespace NetGen;

/// <summary>The same values, in their order (channels first), as another shape: features; length, features; or channels, height, width.</summary>
public sealed class ReshapeAttribute : OperationAttribute
{
    /// <summary>Fixed sizes.</summary>
    /// <param name="shape">Sizes whose product is the input's; one of them may be −1: whatever is left.</param>
    public ReshapeAttribute(params int[] shape) => Shape = [.. shape.Select(size => Text(size))];

    /// <summary>The same inside a block, where sizes may be computed: <c>[Reshape("-1", nameof(width))]</c>.</summary>
    /// <param name="size">Whole-number arithmetic over the block's parameters; see <see cref="BlockAttribute"/>.</param>
    /// <param name="sizes">The same.</param>
    public ReshapeAttribute(string size, params string[] sizes) => Shape = [size, .. sizes];

    /// <summary>The sizes.</summary>
    public string[] Shape { get; }
}
