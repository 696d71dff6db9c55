namespace NetGen;

/// <summary>
/// Base of the losses: what training minimizes. Several of them are added up, each with its <see cref="Weight"/> and the stage it is
/// <see cref="On"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public abstract class LossAttribute : Attribute
{
    /// <summary>The stage whose output is judged: <c>nameof(Head)</c>; the last one unless given.</summary>
    public string? On { get; set; }

    /// <summary>Its share in the sum of losses, above 0: 1 unless given.</summary>
    public float Weight { get; set; } = 1;
}
