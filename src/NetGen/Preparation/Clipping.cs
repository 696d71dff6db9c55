using System.Text.Json;

namespace NetGen;

/// <summary>
/// min(max(x, low), high): outliers to the nearest value that is believed, the infinite ones too; missing values stay missing.
/// </summary>
public sealed record Clipping : PreparationStep
{
    private readonly double _lowShare = double.NaN;
    private readonly double _highShare = double.NaN;

    /// <summary>One with known bounds.</summary>
    /// <param name="low">The least; −∞ for none.</param>
    /// <param name="high">The largest, not below <paramref name="low"/>; ∞ for none.</param>
    /// <exception cref="ArgumentException">A bound is NaN, or they are the wrong way round.</exception>
    public Clipping(double low, double high)
    {
        (Low, High) = low <= high ? (low, high) : throw new ArgumentException("The bounds are NaN, or the wrong way round.", nameof(low));
    }

    private Clipping(double low, double high, double lowShare, double highShare)
    {
        (Low, High, _lowShare, _highShare) = (low, high, lowShare, highShare);
    }

    /// <summary>The least value behind it; NaN before it is fitted.</summary>
    public double Low { get; }

    /// <summary>The largest value behind it; NaN before it is fitted.</summary>
    public double High { get; }

    /// <inheritdoc/>
    public override bool IsFitted => Low <= High;

    internal override string Kind => "clip";

    /// <summary>
    /// One whose bounds are quantiles of the column (winsorizing), linear between two values, as NumPy's; missing values do not count.
    /// </summary>
    /// <param name="low">Share of the rows below the least value, as in 0.01.</param>
    /// <param name="high">Share of the rows below the largest, as in 0.99; above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are not 0 ≤ low &lt; high ≤ 1.</exception>
    public static Clipping AtQuantiles(double low, double high) => low >= 0 && low < high && high <= 1
        ? new(double.NaN, double.NaN, low, high)
        : throw new ArgumentOutOfRangeException(nameof(low), "Quantiles are 0 ≤ low < high ≤ 1.");

    internal override PreparationStep Fit(ColumnSample sample)
    {
        double[] sorted = sample.Present;
        Array.Sort(sorted);
        return new Clipping(ColumnSample.Quantile(sorted, _lowShare), ColumnSample.Quantile(sorted, _highShare));
    }

    internal override double Apply(double value) => double.IsNaN(value) ? value : Math.Min(Math.Max(value, Low), High);

    internal override void Write(Utf8JsonWriter json)
    {
        PreparationJson.Write(json, "low", Low);
        PreparationJson.Write(json, "high", High);
    }
}
