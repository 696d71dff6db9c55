namespace NetGen;

/// <summary>
/// The shape of one sample, without the batch: <c>[Input(784)]</c> for 784 features,
/// <c>[Input(1, 28, 28)]</c> for channels × height × width.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>Sizes of the dimensions, each at least 1: one (features) or three (channels, height, width).</summary>
    public int[] Shape { get; } = shape;
}
