using System.ComponentModel;

namespace NetGen.Runtime;

/// <summary>A BatchNorm that gets one value for each channel from a sample: of features, or of a sequence of one position.</summary>
/// <param name="Name">"Head.batchnorm0".</param>
/// <param name="Length">
/// Index into <see cref="ProgramPlan.Lengths"/> of the positions of its sequences; −1 for features and 1×1 images.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct BatchNormPlan(string Name, int Length = -1)
{
    /// <summary>Whether the values of all processes count.</summary>
    public bool IsSynchronized { get; init; }
}
