namespace NetGen.Data;

/// <summary>How <see cref="DatasetView"/> describes data.</summary>
public sealed record DescribeOptions
{
    /// <summary>Names of the values of a sample; by their number where null.</summary>
    public IReadOnlyList<string>? FeatureNames { get; init; }

    /// <summary>Names of the classes; by their number where null.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Name of what is to be learnt.</summary>
    public string TargetName { get; init; } = "target";

    /// <summary>Bars of a histogram: 12 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 2.</exception>
    public int HistogramBins
    {
        get;
        init => field = AtLeast(2, value, nameof(HistogramBins));
    }
    = 12;

    /// <summary>Bins of equal frequency by which mutual information is estimated: 10 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 2.</exception>
    public int InformationBins
    {
        get;
        init => field = AtLeast(2, value, nameof(InformationBins));
    }
    = 10;

    /// <summary>Samples that are looked at, evenly taken where there are more: 100,000 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int MostSamples
    {
        get;
        init => field = AtLeast(1, value, nameof(MostSamples));
    }
    = 100_000;

    /// <summary>Values of a sample that are described one by one, the first ones where there are more: 100 unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int MostFeatures
    {
        get;
        init => field = AtLeast(1, value, nameof(MostFeatures));
    }
    = 100;

    /// <summary>The token that fills up short sequences; null where none does.</summary>
    public int? PaddingToken { get; init; }

    private static int AtLeast(int least, int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        return value;
    }
}
