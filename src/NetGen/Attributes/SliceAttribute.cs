namespace NetGen;

/// <summary>A part of one dimension: <c>[Slice(Axis.Length, 0, 1)]</c> is the first position of a sequence. A single position gives plain features.</summary>
/// <param name="axis">Which dimension.</param>
/// <param name="start">The first element taken, from 0; below 0 it counts from the end.</param>
/// <param name="count">How many, at least 1.</param>
public sealed class SliceAttribute(Axis axis, int start, int count) : OperationAttribute
{
    /// <summary>Which dimension.</summary>
    public Axis Axis { get; } = axis;

    /// <summary>The first element taken.</summary>
    public int Start { get; } = start;

    /// <summary>How many.</summary>
    public int Count { get; } = count;
}
