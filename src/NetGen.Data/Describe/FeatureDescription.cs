namespace NetGen.Data;

/// <summary>One number of all samples. Where no value is there, all figures are NaN.</summary>
public sealed record FeatureDescription
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Values that are there.</summary>
    public required int Count { get; init; }

    /// <summary>Values that are missing: NaN.</summary>
    public required int Missing { get; init; }

    /// <summary>Mean of those that are there.</summary>
    public required double Mean { get; init; }

    /// <summary>Standard deviation, √(Σ(x − mean)² / (n − 1)); 0 of one value.</summary>
    public required double Deviation { get; init; }

    /// <summary>The least, the quartiles and the largest, between two values by a straight line (type 7 of Hyndman and Fan 1996).</summary>
    public required IReadOnlyList<double> Quantiles { get; init; }

    /// <summary>Values in each of as many equally wide bins between the least and the largest.</summary>
    public required IReadOnlyList<int> Histogram { get; init; }

    /// <summary>What it tells of the target, in nats: see <see cref="MutualInformation"/>; null without a target.</summary>
    public double? Information { get; init; }

    /// <summary>Describes values.</summary>
    /// <param name="name">What they are called.</param>
    /// <param name="values">NaN where one is missing.</param>
    /// <param name="options">How.</param>
    /// <param name="target">A bin of the target for each value, or null.</param>
    internal static FeatureDescription Of(string name, double[] values, DescribeOptions options, int[]? target)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        double mean = sorted.Length > 0 ? sorted.Average() : double.NaN;
        double squares = sorted.Sum(value => (value - mean) * (value - mean));
        return new()
        {
            Name = name,
            Count = sorted.Length,
            Missing = values.Length - sorted.Length,
            Mean = mean,
            Deviation = sorted.Length == 0 ? double.NaN : Math.Sqrt(squares / Math.Max(sorted.Length - 1, 1)),
            Quantiles =
            [
                .. Enumerable.Range(0, 5)
                    .Select(quarter => sorted.Length == 0 ? double.NaN : ColumnSample.Quantile(sorted, quarter / 4.0)),
            ],
            Histogram = HistogramOf(sorted, options.HistogramBins),
            Information = target is null
                ? null
                : MutualInformation.Of(MutualInformation.EqualFrequencyBins(values, options.InformationBins), target),
        };
    }

    /// <summary>How many values lie in each of equally wide bins.</summary>
    internal static int[] HistogramOf(double[] sorted, int bins)
    {
        int[] counts = new int[bins];
        foreach (double value in sorted)
        {
            double share = sorted[^1] > sorted[0] ? ((value / 2) - (sorted[0] / 2)) / ((sorted[^1] / 2) - (sorted[0] / 2)) : 0;
            counts[Math.Min((int)(share * bins), bins - 1)]++;
        }

        return counts;
    }
}
