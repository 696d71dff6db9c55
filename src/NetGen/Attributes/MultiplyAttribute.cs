namespace NetGen;

/// <summary>
/// Multiplies the value so far by the outputs of other stages, element by element: a gate. Each has the value's shape or, where that is an
/// image or a sequence, one number for each of its channels (features): all its pixels or positions are multiplied by the same, as in
/// squeeze-and-excitation (Hu et al. 2018). Where it stands first in its stage, without <see cref="FromAttribute"/>, and names two or more
/// stages, it multiplies just those.
/// </summary>
/// <param name="stages">Stages declared earlier: <c>nameof(Gate)</c>.</param>
public sealed class MultiplyAttribute(params string[] stages) : OperationAttribute
{
    /// <summary>The stages it multiplies by.</summary>
    public string[] Stages { get; } = stages;
}
