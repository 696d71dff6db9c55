using System.Text;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>What a check of drift found; <see cref="ToString"/> is a table, <see cref="SaveHtml"/> writes a page.</summary>
public sealed class DriftReport
{
    internal DriftReport(
        IReadOnlyList<FeatureDrift> features, ClassifierDrift classifier, int referenceCount, int laterCount, double significance)
    {
        Features = features;
        Classifier = classifier;
        ReferenceCount = referenceCount;
        LaterCount = laterCount;
        Significance = significance;
    }

    /// <summary>Whether a feature or the classifier says that the data has changed.</summary>
    public bool HasDrifted => Classifier.HasDrifted || Features.Any(feature => feature.HasDrifted);

    /// <summary>The values of a sample, in their order.</summary>
    public IReadOnlyList<FeatureDrift> Features { get; }

    /// <summary>All of them together.</summary>
    public ClassifierDrift Classifier { get; }

    /// <summary>Samples of the reference.</summary>
    public int ReferenceCount { get; }

    /// <summary>Samples seen later.</summary>
    public int LaterCount { get; }

    /// <summary>How often such a check gives a false alarm, at most.</summary>
    public double Significance { get; }

    /// <summary>"2 of 11 features have drifted; the classifier tells the data apart." or "No drift".</summary>
    internal string Verdict => HasDrifted
        ? Invariant($"Drift: {Features.Count(feature => feature.HasDrifted)} of {Words.Counted(Features.Count, "feature")} changed, ")
            + $"the classifier {(Classifier.HasDrifted ? "tells" : "does not tell")} the data apart."
        : "No drift.";

    /// <summary>The classifier's line.</summary>
    internal string Judged => Invariant($"classifier: right about {100 * Classifier.Accuracy:F1}% of ")
        + Invariant($"{Words.Counted(Classifier.Samples, "sample")}, p = {Classifier.PValue:G2}");

    /// <summary>The verdict, a line for the classifier, and one for each feature, those that changed most first.</summary>
    public override string ToString()
    {
        int width = Math.Max(7, Features.Max(feature => feature.Name.Length));
        StringBuilder text = new(Invariant($"{Verdict} {ReferenceCount} samples against {LaterCount} later ones\n{Judged}\n"));
        text.Append("feature".PadRight(width)).Append("  stability   distance     p (of all)");
        foreach (FeatureDrift feature in Features.OrderBy(feature => feature.AdjustedPValue).ThenByDescending(feature => feature.Distance))
        {
            text.Append('\n').Append(feature.Name.PadRight(width))
                .Append(Invariant($"  {feature.StabilityIndex,9:F3}  {feature.Distance,9:F3}  {feature.AdjustedPValue,13:G2}"))
                .Append(feature.HasDrifted ? "  drift" : "");
        }

        return text.ToString();
    }

    /// <summary>The report as one HTML page without scripts, which needs no other file.</summary>
    public string ToHtml() => DriftPage.Write(this);

    /// <summary>Writes <see cref="ToHtml"/> in UTF-8, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">It cannot be written; an existing file stays as it was.</exception>
    public void SaveHtml(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] page = Encoding.UTF8.GetBytes(ToHtml());
        AtomicFile.Write(path, stream => stream.Write(page));
    }
}
