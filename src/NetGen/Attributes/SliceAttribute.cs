namespace NetGen;

/// <summary>
/// A part of one dimension: <c>[Slice(Axis.Length, 0, 1)]</c> is the first position of a sequence. A single position gives plain features.
/// </summary>
public sealed class SliceAttribute : OperationAttribute
{
    /// <summary>So many elements from one on.</summary>
    /// <param name="axis">Which dimension.</param>
    /// <param name="start">The first element taken, from 0; below 0 it counts from the end.</param>
    /// <param name="count">How many, at least 1.</param>
    public SliceAttribute(Axis axis, int start, int count)
        : this(axis, (Size)start, count)
    {
    }

    /// <inheritdoc cref="SliceAttribute(Axis, int, int)"/>
    public SliceAttribute(Axis axis, int start, string count)
        : this(axis, (Size)start, count)
    {
    }

    /// <inheritdoc cref="SliceAttribute(Axis, int, int)"/>
    public SliceAttribute(Axis axis, string start, int count)
        : this(axis, (Size)start, count)
    {
    }

    /// <inheritdoc cref="SliceAttribute(Axis, int, int)"/>
    public SliceAttribute(Axis axis, string start, string count)
        : this(axis, (Size)start, count)
    {
    }

    private SliceAttribute(Axis axis, Size start, Size count) => (Axis, Start, Count) = (axis, start, count);

    /// <summary>Which dimension.</summary>
    public Axis Axis { get; }

    /// <summary>The first element taken.</summary>
    public Size Start { get; }

    /// <summary>How many.</summary>
    public Size Count { get; }
}
