namespace NetGen;

/// <summary>
/// Appends the outputs of other stages to the value so far, along the channels (or features). Where it stands first in its stage,
/// without <see cref="FromAttribute"/>, and names two or more stages, it joins just those. Height and width must be equal.
/// </summary>
/// <param name="stages">Stages declared earlier: <c>nameof(Stem)</c>.</param>
public sealed class ConcatAttribute(params string[] stages) : OperationAttribute
{
    /// <summary>The stages appended, in this order.</summary>
    public string[] Stages { get; } = stages;
}
