using System.Text.Json;

namespace NetGen;

/// <summary>
/// (x − mean) / deviation, the deviation of the rows (divided by n): scikit-learn's <c>StandardScaler</c>. Missing values count for neither
/// and stay missing. A column that is constant, but for rounding, becomes 0: its deviation is taken as 1.
/// </summary>
public sealed record StandardScaling : PreparationStep
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>One that is to be fitted.</summary>
    public StandardScaling()
    {
    }

    /// <summary>One with known numbers.</summary>
    /// <param name="mean">Becomes 0.</param>
    /// <param name="deviation">Becomes 1; above 0.</param>
    /// <exception cref="ArgumentException">A number is not finite, or the deviation not above 0.</exception>
    public StandardScaling(double mean, double deviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        (Mean, Deviation) = (ColumnSample.CheckFinite(mean, nameof(mean)), ColumnSample.CheckFinite(deviation, nameof(deviation)));
    }

    /// <summary>Becomes 0.</summary>
    public double Mean { get; }

    /// <summary>Becomes 1; 0 before it is fitted.</summary>
    public double Deviation { get; }

    /// <inheritdoc/>
    public override bool IsFitted => Deviation > 0;

    internal override string Kind => "standard";

    internal override PreparationStep Fit(ColumnSample sample)
    {
        double[] present = sample.Present;
        double rough = present.Average(), mean = rough + present.Average(value => value - rough);
        double variance = present.Average(value => (value - mean) * (value - mean));

        // What rounding may leave of a constant's variance: Chan, Golub and LeVeque 1983, "Algorithms for computing the sample variance".
        double rounding = present.Length * mean * Epsilon;
        bool isConstant = variance <= (present.Length * Epsilon * variance) + (rounding * rounding);
        return new StandardScaling(mean, isConstant ? 1 : Math.Sqrt(variance));
    }

    internal override double Apply(double value) => (value - Mean) / Deviation;

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("mean", Mean);
        json.WriteNumber("deviation", Deviation);
    }
}
