using static System.FormattableString;

namespace NetGen.Data;

/// <summary>
/// Whether data seen later is of the same kind as the data a network was trained on: feature by feature, and by a small network that tries
/// to tell the two apart.
/// </summary>
/// <example>
/// <code>
/// DriftReport report = DriftCheck.Run(train, lastWeek, new() { FeatureNames = ["acidity", "sugar", "alcohol"] });
/// Console.WriteLine(report);
/// report.SaveHtml("drift.html");
/// </code>
/// </example>
public static class DriftCheck
{
    /// <summary>Samples that each side needs.</summary>
    public const int LeastSamples = 20;

    /// <summary>Compares the first inputs of two datasets.</summary>
    /// <param name="reference">What the network was trained on.</param>
    /// <param name="later">What is seen later; independent samples, each of which counts by itself.</param>
    /// <param name="options">Names, significance, seed.</param>
    /// <exception cref="ArgumentException">
    /// A side has fewer than <see cref="LeastSamples"/> samples or tokens in place of values, they differ in shape, or the names are not as
    /// many as the values of a sample.
    /// </exception>
    public static DriftReport Run(Dataset reference, Dataset later, DriftOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(later);
        options ??= new();
        int features = reference.ValuesOfInput;
        if (later.ValuesOfInput != features || Math.Min(reference.Count, later.Count) < LeastSamples)
        {
            throw new ArgumentException(
                Invariant($"{reference} and {later} are not compared: both need {LeastSamples} samples, of one shape."), nameof(later));
        }

        if (options.FeatureNames is { } given && given.Count != features)
        {
            throw new ArgumentException(Invariant($"A sample has {features} values, but there are {given.Count} names."), nameof(options));
        }

        double[] before = Rows(reference, options), after = Rows(later, options);
        double[][] first = Columns(before, features), second = Columns(after, features);
        double part = options.Significance / 2;
        (int right, int judged) = ClassifierTest.Run(before, after, features, options.Seed);
        double chance = DriftStatistics.Heads(judged, right);
        return new(
            Compare(first, second, options.FeatureNames, part),
            new((double)right / judged, judged, chance, chance < part),
            reference.Count,
            later.Count,
            options.Significance);
    }

    private static FeatureDrift[] Compare(double[][] first, double[][] second, IReadOnlyList<string>? names, double significance)
    {
        double[] distances = [.. first.Zip(second, DriftStatistics.Distance)];
        double[] chances = [.. distances.Select((distance, i) =>
            DriftStatistics.DistancePValue(distance, first[i].Length, second[i].Length))];
        double[] adjusted = DriftStatistics.Adjust(chances);
        return [.. Enumerable.Range(0, first.Length).Select(i =>
        {
            (double[] reference, double[] later) = DriftStatistics.Shares(first[i], second[i]);
            return new FeatureDrift(
                names?[i] ?? Invariant($"{i}"),
                DriftStatistics.StabilityIndex(reference, later),
                distances[i],
                chances[i],
                adjusted[i],
                adjusted[i] < significance,
                reference,
                later);
        })];
    }

    /// <summary>In random order, so that halves of them are alike.</summary>
    private static double[] Rows(Dataset data, DriftOptions options) => data.Shuffle(options.Seed).Take(options.MostSamples).AllInputs();

    /// <summary>The values of each feature, sorted.</summary>
    private static double[][] Columns(double[] rows, int features)
    {
        double[][] columns = new double[features][];
        for (int feature = 0; feature < features; feature++)
        {
            double[] column = columns[feature] = new double[rows.Length / features];
            for (int row = 0; row < column.Length; row++)
            {
                column[row] = rows[(row * features) + feature];
            }

            Array.Sort(column);
        }

        return columns;
    }
}
