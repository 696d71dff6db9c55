namespace NetGen;

/// <summary>
/// The shape of one sample, without the batch: <c>[Input(784)]</c> for 784 features, <c>[Input(100, 12)]</c> for a sequence of 100
/// positions with 12 features, <c>[Input(1, 28, 28)]</c> for channels × height × width. A network may have several inputs, each with a
/// <see cref="Name"/>.
/// </summary>
/// <remarks>A sequence may be shorter at run time than declared.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>Sizes of the dimensions, each at least 1: features; length, features; or channels, height, width.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>Its name where there are several: stages read it with <c>[From("Left")]</c>.</summary>
    public string? Name { get; set; }
}
