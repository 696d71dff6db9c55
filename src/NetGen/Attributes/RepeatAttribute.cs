namespace NetGen;

/// <summary>
/// The stage's operations (a block, as a rule) stand <see cref="Count"/> times one behind the other, each with weights of its own
/// (all with the same: <see cref="SharesWeightsAttribute"/>); the output's shape must be the input's. Generated code runs them as a loop.
/// </summary>
public sealed class RepeatAttribute : ModifierAttribute
{
    /// <summary>So many times.</summary>
    /// <param name="count">At least 1.</param>
    public RepeatAttribute(int count) => Count = count;

    /// <inheritdoc cref="RepeatAttribute(int)"/>
    public RepeatAttribute(string count) => Count = count;

    /// <summary>How often.</summary>
    public Size Count { get; }
}
