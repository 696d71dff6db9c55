using System.Text.Json;

namespace NetGen;

/// <summary>
/// lower + (x − minimum) / (maximum − minimum) · (upper − lower): scikit-learn's <c>MinMaxScaler</c>. Missing values count for neither end
/// and stay missing; what lies outside of the fitted range lands outside of lower and upper (put a <see cref="Clipping"/> before it where
/// it should not). A constant column becomes lower.
/// </summary>
public sealed record MinMaxScaling : PreparationStep
{
    /// <summary>One that is to be fitted, onto 0 to 1.</summary>
    public MinMaxScaling()
    {
    }

    private MinMaxScaling(double minimum, double maximum, double lower, double upper)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(upper, lower);
        (Minimum, Maximum) = (minimum, maximum);
        (Lower, Upper) = (ColumnSample.CheckFinite(lower, nameof(lower)), ColumnSample.CheckFinite(upper, nameof(upper)));
    }

    /// <summary>Becomes <see cref="Lower"/>; NaN before it is fitted.</summary>
    public double Minimum { get; } = double.NaN;

    /// <summary>Becomes <see cref="Upper"/>; NaN before it is fitted.</summary>
    public double Maximum { get; } = double.NaN;

    /// <summary>What the minimum becomes.</summary>
    public double Lower { get; }

    /// <summary>What the maximum becomes.</summary>
    public double Upper { get; } = 1;

    /// <inheritdoc/>
    public override bool IsFitted => Minimum <= Maximum;

    internal override string Kind => "minmax";

    private double Range => Maximum > Minimum ? Maximum - Minimum : 1;

    /// <summary>One that is to be fitted, onto a range of one's own.</summary>
    /// <param name="lower">What the minimum becomes.</param>
    /// <param name="upper">What the maximum becomes.</param>
    /// <exception cref="ArgumentException">A number is not finite, or upper not above lower.</exception>
    public static MinMaxScaling Onto(double lower, double upper) => new(double.NaN, double.NaN, lower, upper);

    /// <summary>One with known numbers: <c>Of(0, 255)</c> makes bytes 0 to 1.</summary>
    /// <param name="minimum">Becomes <paramref name="lower"/>.</param>
    /// <param name="maximum">Becomes <paramref name="upper"/>; not below the minimum.</param>
    /// <param name="lower">What the minimum becomes.</param>
    /// <param name="upper">What the maximum becomes.</param>
    /// <exception cref="ArgumentException">A number is not finite, or an end lies below its beginning.</exception>
    public static MinMaxScaling Of(double minimum, double maximum, double lower = 0, double upper = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        return new(
            ColumnSample.CheckFinite(minimum, nameof(minimum)), ColumnSample.CheckFinite(maximum, nameof(maximum)), lower, upper);
    }

    internal override PreparationStep Fit(ColumnSample sample)
    {
        double[] present = sample.Present;
        return Of(present.Min(), present.Max(), Lower, Upper);
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
