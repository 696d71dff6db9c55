namespace NetGen;

/// <summary>A part of one dimension: <c>[Slice(Axis.Length, 0, 1)]</c> is the first position of a sequence. A single position gives plain features.</summary>
public sealed class SliceAttribute : OperationAttribute
{
    /// <summary>So many elements from one on.</summary>
    /// <param name="axis">Which dimension.</param>
    /// <param name="start">The first element taken, from 0; below 0 it counts from the end.</param>
    /// <param name="count">How many, at least 1.</param>
    public SliceAttribute(Axis axis, int start, int count)
        : this(axis, Text(start), Text(count))
    {
    }

    /// <summary>The same inside a block, where both may be computed: <c>[Slice(Axis.Features, "0", "width / 2")]</c>.</summary>
    /// <param name="axis">Which dimension.</param>
    /// <param name="start">Whole-number arithmetic over the block's parameters; see <see cref="BlockAttribute"/>.</param>
    /// <param name="count">The same.</param>
    public SliceAttribute(Axis axis, string start, string count)
    {
        Axis = axis;
        Start = start;
        Count = count;
    }

    /// <summary>Which dimension.</summary>
    public Axis Axis { get; }

    /// <summary>The first element taken.</summary>
    public string Start { get; }

    /// <summary>How many.</summary>
    public string Count { get; }
}
