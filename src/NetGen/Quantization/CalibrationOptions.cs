namespace NetGen;

/// <summary>How <see cref="Network{T}.Calibrate"/> finds the ranges of the inputs.</summary>
public sealed record CalibrationOptions
{
    /// <summary>Samples that are looked at, chosen at random; all where there are fewer. 1 or more.</summary>
    public int Samples { get; init; } = 1024;

    /// <summary>Which part of what was seen makes the range.</summary>
    public CalibrationRule Rule { get; init; } = CalibrationRule.MinMax;

    /// <summary>
    /// Of the inputs that are not 0, in percent: above 0, at most 100. <see cref="CalibrationRule.Percentile"/> leaves out half of the
    /// others at either end.
    /// </summary>
    public double Percentile { get; init; } = 99.99;

    /// <summary>Seed of the choice of samples.</summary>
    public int Seed { get; init; }
}

/// <summary>Which part of the inputs seen makes a range; what lies outside becomes the nearest end.</summary>
public enum CalibrationRule
{
    /// <summary>From the smallest to the largest.</summary>
    MinMax,

    /// <summary>
    /// Without <see cref="CalibrationOptions.Percentile"/>'s rest: rare large inputs do not make the steps of all coarser.
    /// </summary>
    Percentile,

    /// <summary>What makes the mean of the squared errors least (Nagel et al. 2021, §3.1).</summary>
    LeastSquares,
}
