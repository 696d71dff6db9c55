namespace NetGen;

/// <summary>
/// On a parameter of a <see cref="DifferentiableAttribute"/> method, or of the record of a cell's weights: it is learnt. A number without
/// sizes, a <see cref="Row{T}"/> with one, a <see cref="Matrix{T}"/> with two: [outputs × inputs]. Its name in the network is the
/// parameter's behind the stage's: "Body.apply0.alpha".
/// </summary>
/// <param name="sizes">Nothing, the length of a row, or rows and columns of a matrix.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class LearnableAttribute(params int[] sizes) : Attribute
{
    /// <summary>Nothing, the length of a row, or rows and columns of a matrix.</summary>
    public int[] Sizes { get; } = sizes;

    /// <summary>
    /// What it starts from: 0 unless given; a matrix then starts uniform in ±1/√columns, as the matrices of PyTorch's recurrences
    /// do.
    /// </summary>
    public float Start { get; set; }

    /// <summary>The least it may become: after each update what is less is set to it; −∞ unless given.</summary>
    public float Min { get; set; } = float.NegativeInfinity;

    /// <summary>The most it may become: after each update what is more is set to it; ∞ unless given.</summary>
    public float Max { get; set; } = float.PositiveInfinity;

    /// <summary>
    /// <see cref="Axis.Channels"/>: one for each channel or feature of the value, for numbers of <see cref="ApplyAttribute"/> and
    /// <see cref="MergeAttribute"/>; <see cref="Axis.None"/> unless given: one for all.
    /// </summary>
    public Axis Per { get; set; } = Axis.None;
}
