namespace NetGen.Data;

/// <summary>
/// What becomes of a sample with a feature that is missing. One without its label, target, weight or group is refused or skipped.
/// </summary>
public enum MissingHandling
{
    /// <summary>A <see cref="DataFormatException"/> names the place.</summary>
    Refuse,

    /// <summary>The sample is left out.</summary>
    Skip,

    /// <summary>The feature is <see cref="TableOptions.Replacement"/>.</summary>
    Replace,

    /// <summary>
    /// The feature is NaN in <see cref="TableData.Features"/>, for a preparation to fill in; datasets and streams take none, so
    /// that theirs is <see cref="TableOptions.Preparation"/>.
    /// </summary>
    Keep,
}
