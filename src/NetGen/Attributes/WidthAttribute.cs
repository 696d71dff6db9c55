namespace NetGen;

/// <summary>On a <see cref="Row{T}"/> in the record of a cell's inputs or of its state: how many numbers it has.</summary>
/// <param name="count">At least 1.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class WidthAttribute(int count) : Attribute
{
    /// <summary>How many numbers it has.</summary>
    public int Count { get; } = count;
}
