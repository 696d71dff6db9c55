namespace NetGen.Data;

/// <summary>How a check of drift is made; the defaults suit most tables.</summary>
public sealed record DriftOptions
{
    /// <summary>Names of the values of a sample; where null, "0", "1" ….</summary>
    public IReadOnlyList<string>? FeatureNames { get; init; }

    /// <summary>
    /// How often a check may give a false alarm where nothing has changed: half of it for all features together, half for the classifier.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 and below 1.</exception>
    public double Significance
    {
        get;
        init => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(Significance));
    }
    = 0.01;

    /// <summary>Most samples that are taken of each side, drawn at random where there are more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below <see cref="DriftCheck.LeastSamples"/>.</exception>
    public int MostSamples
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, DriftCheck.LeastSamples, nameof(MostSamples));
            field = value;
        }
    }
    = 20_000;

    /// <summary>Seed of the draw and of the classifier: equal seeds give equal reports.</summary>
    public int Seed { get; init; }
}
