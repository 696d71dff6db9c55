namespace NetGen.Data;

/// <summary>How one value of the samples differs between two sets of data.</summary>
/// <param name="Name">Of the value.</param>
/// <param name="StabilityIndex">
/// Population stability index: Σ (q − p) · ln(q / p) over ten ranges with a tenth of the reference each, p and q being the shares in them.
/// Below 0.1 is taken for stable, above 0.25 for a large change (Siddiqi 2006, "Credit risk scorecards").
/// </param>
/// <param name="Distance">Kolmogorov–Smirnov: the largest distance between the two cumulative distributions, 0 to 1.</param>
/// <param name="PValue">How likely so large a distance is where nothing has changed.</param>
/// <param name="AdjustedPValue">The same with respect to all features that were looked at (Holm 1979).</param>
/// <param name="HasDrifted">Whether that is below the part of the significance that features have.</param>
/// <param name="ReferenceShares">Shares of the reference in the ranges.</param>
/// <param name="LaterShares">Shares of the later data in the same ranges.</param>
public sealed record FeatureDrift(
    string Name,
    double StabilityIndex,
    double Distance,
    double PValue,
    double AdjustedPValue,
    bool HasDrifted,
    IReadOnlyList<double> ReferenceShares,
    IReadOnlyList<double> LaterShares);

/// <summary>
/// Whether a small network tells the two sets of data apart, also where no single feature does: Lopez-Paz and Oquab 2017, "Revisiting
/// classifier two-sample tests", https://arxiv.org/abs/1610.06545.
/// </summary>
/// <param name="Accuracy">Share that it is right about, of samples that it was not trained on, half of each side: ½ is guessing.</param>
/// <param name="Samples">How many those are.</param>
/// <param name="PValue">How likely guessing is to be right as often: the tail of the binomial distribution.</param>
/// <param name="HasDrifted">Whether that is below the part of the significance that the classifier has.</param>
public sealed record ClassifierDrift(double Accuracy, int Samples, double PValue, bool HasDrifted);
