using System.ComponentModel;

namespace NetGen.Runtime;

/// <summary>
/// What a loss compares an output with: labels where <see cref="Classes"/> is above 0, else as many values as the output has,
/// channels first for images.
/// </summary>
/// <param name="Output">Index of the output.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TargetPlan(int Output)
{
    /// <summary>Labels are 0 to this − 1, one for each row of the output (a pixel or a position; one for features); 0 for values.</summary>
    public int Classes { get; init; }

    /// <summary>The label of what counts for nothing, a class or a larger number; −1 for none.</summary>
    public int IgnoredLabel { get; init; } = -1;

    /// <summary>Target values of a row of the output, where they are not as many as it has; else 0.</summary>
    public int Channels { get; init; }

    /// <summary>Whether it is a weight for each sample, one number, instead.</summary>
    public bool IsWeight { get; init; }

    /// <summary>Whether each output above 0 says yes, and a target above ½ is one.</summary>
    public bool IsBinary { get; init; }

    /// <summary>Whether the values of a row are the shares of its classes; labels serve, too: their class has all.</summary>
    public bool IsDistribution { get; init; }

    /// <summary>No target is below it; all are finite.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>No target is above it; all are finite.</summary>
    public double Largest { get; init; } = double.PositiveInfinity;

    /// <summary>Whether some finite numbers are no targets.</summary>
    internal bool HasRange => double.IsFinite(Least) || double.IsFinite(Largest);

    /// <summary>One of its values, for messages.</summary>
    internal string Noun => IsWeight ? "weight" : "target value";

    internal bool TakesLabels => Classes > 0;

    internal bool HasAccuracy => TakesLabels || IsBinary || IsDistribution;
}
