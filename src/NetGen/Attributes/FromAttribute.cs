namespace NetGen;

/// <summary>The stage reads the output of the stage named, instead of the one before it. Stands before the operations.</summary>
/// <param name="stage">A stage declared earlier: <c>nameof(Stem)</c>.</param>
public sealed class FromAttribute(string stage) : ModifierAttribute
{
    /// <summary>The stage read.</summary>
    public string Stage { get; } = stage;
}
