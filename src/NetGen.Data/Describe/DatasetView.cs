using static System.FormattableString;

namespace NetGen.Data;

/// <summary>
/// A quick look at data before anything is trained on it: <c>Console.WriteLine(DatasetView.Describe(data))</c>, or
/// <c>DatasetView.Describe(data).SaveHtml("data.html")</c>.
/// </summary>
public static class DatasetView
{
    /// <summary>
    /// Describes the first input and the first target: of values each number, of images their means, of tokens frequencies and lengths.
    /// </summary>
    /// <param name="data">The samples.</param>
    /// <param name="options">Names and limits.</param>
    /// <exception cref="ArgumentException">There are not as many names as values or classes.</exception>
    public static DatasetDescription Describe(Dataset data, DescribeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new DatasetReader(data, options ?? new()).Describe();
    }

    /// <summary>Describes rows as they come from a source, where NaN is a missing value; a <see cref="Dataset"/> takes none.</summary>
    /// <param name="rows">Row after row, a value for each name.</param>
    /// <param name="names">Names of the columns.</param>
    /// <param name="target">Name of the column that is to be learnt, or null.</param>
    /// <param name="options">Limits; the names in it are not used.</param>
    /// <exception cref="ArgumentException">The values are no whole rows, a value is infinite, or no column is the target.</exception>
    public static DatasetDescription Describe(
        ReadOnlySpan<double> rows, IReadOnlyList<string> names, string? target = null, DescribeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        options ??= new();
        CheckRows(rows.Length, names);
        int goal = target is null ? -1 : names.ToList().IndexOf(target);
        if (goal < 0 && target is not null)
        {
            throw new ArgumentException($"No column is named {target}: there are {string.Join(", ", names)}.", nameof(target));
        }

        int count = rows.Length / names.Count;
        int[] seen = EvenlyOf(count, options.MostSamples);
        double[] targets = goal < 0 ? [] : Column(rows, goal, names, seen);
        int[]? bins = goal < 0 ? null : MutualInformation.EqualFrequencyBins(targets, options.InformationBins);
        List<FeatureDescription> features = [];
        foreach (int column in Enumerable.Range(0, names.Count).Where(column => column != goal).Take(options.MostFeatures))
        {
            features.Add(FeatureDescription.Of(names[column], Column(rows, column, names, seen), options, bins));
        }

        return new()
        {
            Title = Invariant($"{Words.Counted(count, "row")} of {Words.Counted(names.Count, "column")}"),
            Samples = count,
            Seen = seen.Length,
            Features = features,
            FeaturesLeftOut = names.Count - (goal < 0 ? 0 : 1) - features.Count,
            Target = goal < 0 ? null : FeatureDescription.Of(names[goal], targets, options, null),
        };
    }

    /// <inheritdoc cref="Describe(ReadOnlySpan{double}, IReadOnlyList{string}, string?, DescribeOptions?)"/>
    public static DatasetDescription Describe(
        ReadOnlySpan<float> rows, IReadOnlyList<string> names, string? target = null, DescribeOptions? options = null)
    {
        double[] wide = new double[rows.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = rows[i];
        }

        return Describe(wide, names, target, options);
    }

    /// <summary>At most so many of the numbers from 0 on, at equal distances.</summary>
    internal static int[] EvenlyOf(int count, int most) =>
        [.. Enumerable.Range(0, Math.Min(count, most)).Select(i => (int)((long)i * count / Math.Min(count, most)))];

    private static void CheckRows(int values, IReadOnlyList<string> names)
    {
        if (names.Count == 0 || values == 0 || values % names.Count != 0)
        {
            throw new ArgumentException(
                Invariant($"{Words.Are(values, "value")} no whole number of rows of {Words.Counted(names.Count, "column")}."), "rows");
        }
    }

    private static double[] Column(ReadOnlySpan<double> rows, int column, IReadOnlyList<string> names, int[] seen)
    {
        double[] values = new double[seen.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = rows[(seen[i] * names.Count) + column];
            if (double.IsInfinity(values[i]))
            {
                throw new ArgumentException(Invariant($"Row {seen[i]} has the value {values[i]} as {names[column]}."), nameof(rows));
            }
        }

        return values;
    }
}
