using System.Text.Json;

namespace NetGen;

/// <summary>
/// lower + (x − minimum) / (maximum − minimum) · (upper − lower): scikit-learn's <c>MinMaxScaler</c>. Missing values count for neither end
/// and stay missing; what lies outside of the fitted range lands outside of lower and upper (put a <see cref="Clipping"/> before it where
/// it should not). A constant column becomes lower.
/// </summary>
public sealed record MinMaxScaling : PreparationStep
{
    /// <summary>One that is to be fitted.</summary>
    /// <param name="lower">What the minimum becomes.</param>
    /// <param name="upper">What the maximum becomes.</param>
    /// <exception cref="ArgumentException">A number is not finite, or upper not above lower.</exception>
    public MinMaxScaling(double lower = 0, double upper = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(upper, lower);
        (Lower, Upper) = (ColumnSample.CheckFinite(lower, nameof(lower)), ColumnSample.CheckFinite(upper, nameof(upper)));
    }

    /// <summary>One with known numbers.</summary>
    /// <param name="minimum">Becomes <paramref name="lower"/>.</param>
    /// <param name="maximum">Becomes <paramref name="upper"/>; not below the minimum.</param>
    /// <param name="lower">What the minimum becomes.</param>
    /// <param name="upper">What the maximum becomes.</param>
    /// <exception cref="ArgumentException">A number is not finite, or an end lies below its beginning.</exception>
    public MinMaxScaling(double minimum, double maximum, double lower, double upper)
        : this(lower, upper)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        (Minimum, Maximum) = (ColumnSample.CheckFinite(minimum, nameof(minimum)), ColumnSample.CheckFinite(maximum, nameof(maximum)));
    }

    /// <summary>Becomes <see cref="Lower"/>; NaN before it is fitted.</summary>
    public double Minimum { get; } = double.NaN;

    /// <summary>Becomes <see cref="Upper"/>; NaN before it is fitted.</summary>
    public double Maximum { get; } = double.NaN;

    /// <summary>What the minimum becomes.</summary>
    public double Lower { get; }

    /// <summary>What the maximum becomes.</summary>
    public double Upper { get; }

    /// <inheritdoc/>
    public override bool IsFitted => Minimum <= Maximum;

    internal override string Kind => "minmax";

    private double Range => Maximum > Minimum ? Maximum - Minimum : 1;

    internal override PreparationStep Fit(ColumnSample sample)
    {
        double[] present = sample.Present;
        return new MinMaxScaling(present.Min(), present.Max(), Lower, Upper);
    }

    internal override double Apply(double value) => Lower + ((value - Minimum) / Range * (Upper - Lower));

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("minimum", Minimum);
        json.WriteNumber("maximum", Maximum);
        json.WriteNumber("lower", Lower);
        json.WriteNumber("upper", Upper);
    }
}
