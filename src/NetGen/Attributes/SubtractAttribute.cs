namespace NetGen;

/// <summary>
/// Subtracts the outputs of other stages from the value so far, element by element. Each has the value's shape or, where one is an image
/// or a sequence, one number for each of its channels (features), the same for all its pixels or positions. Where it stands first in its
/// stage, without
/// <see cref="FromAttribute"/>, and names two or more stages, it subtracts from the first of these.
/// </summary>
/// <param name="stages">Stages declared earlier: <c>nameof(Stem)</c>.</param>
public sealed class SubtractAttribute(params string[] stages) : OperationAttribute
{
    /// <summary>The stages that are subtracted.</summary>
    public string[] Stages { get; } = stages;
}
