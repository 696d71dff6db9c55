namespace NetGen;

/// <summary>
/// Adds the outputs of other stages to the value so far: a residual connection. Where it stands first in its stage, without
/// <see cref="FromAttribute"/>, and names two or more stages, it adds just those. Each has the value's shape or, where that is an image or
/// a sequence, one number for each of its channels (features), which is added to all its pixels or positions.
/// </summary>
/// <param name="stages">Stages declared earlier: <c>nameof(Stem)</c>.</param>
public sealed class AddAttribute(params string[] stages) : OperationAttribute
{
    /// <summary>The stages added.</summary>
    public string[] Stages { get; } = stages;
}
