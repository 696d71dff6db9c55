namespace Autoencoder;

/// <summary>How well a score tells two kinds apart.</summary>
internal static class Roc
{
    /// <summary>
    /// Area under the receiver operating characteristic, exactly: the share of pairs of a healthy and an anomalous sample in which the
    /// anomalous one has the larger score, equal ones counted half. Mann and Whitney 1947; Hanley and McNeil 1982.
    /// </summary>
    /// <param name="healthy">At least one score.</param>
    /// <param name="anomalous">At least one score.</param>
    public static double Auc(IReadOnlyList<double> healthy, IReadOnlyList<double> anomalous)
    {
        var scores = healthy.Select(score => (Score: score, IsAnomalous: false))
            .Concat(anomalous.Select(score => (Score: score, IsAnomalous: true)))
            .OrderBy(entry => entry.Score)
            .ToArray();
        long twice = 0, healthyBelow = 0;
        for (int start = 0, end; start < scores.Length; start = end)
        {
            long healthyHere = 0, anomalousHere = 0;
            for (end = start; end < scores.Length && scores[end].Score == scores[start].Score; end++)
            {
                _ = scores[end].IsAnomalous ? anomalousHere++ : healthyHere++;
            }

            twice += anomalousHere * ((2 * healthyBelow) + healthyHere);
            healthyBelow += healthyHere;
        }

        return twice / (2.0 * healthy.Count * anomalous.Count);
    }

    /// <summary>The smallest of the scores that at least a share of them does not exceed.</summary>
    /// <param name="scores">At least one.</param>
    /// <param name="share">Above 0 and at most 1.</param>
    public static double Quantile(IEnumerable<double> scores, double share)
    {
        double[] sorted = [.. scores.Order()];
        return sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}
