namespace NetGen;

/// <summary>
/// Makes the value so far and the outputs of other stages the positions of a sequence, in this order. Inputs [features], all alike; output
/// [1 + stages, features]. Where it stands first in its stage, without <see cref="FromAttribute"/>, and names two or more stages, it
/// stacks just those.
/// </summary>
/// <param name="stages">Stages declared earlier: <c>nameof(Stem)</c>.</param>
public sealed class StackAttribute(params string[] stages) : OperationAttribute
{
    /// <summary>The stages behind the first position.</summary>
    public string[] Stages { get; } = stages;
}
