using System.Text.Json;

namespace NetGen;

/// <summary>
/// ln(x + shift), for amounts and counts; shift 1 takes 0 to 0. Where x + shift is not above 0 there is no logarithm: the value counts as
/// missing from there on (NaN), for a <see cref="MissingValues"/> behind it to fill.
/// </summary>
public sealed record LogScaling : PreparationStep
{
    /// <param name="shift">Added before the logarithm.</param>
    /// <exception cref="ArgumentException">It is not finite.</exception>
    public LogScaling(double shift = 1) => Shift = ColumnSample.CheckFinite(shift, nameof(shift));

    /// <summary>Added before the logarithm.</summary>
    public double Shift { get; }

    /// <inheritdoc/>
    public override bool IsFitted => true;

    internal override string Kind => "log";

    internal override PreparationStep Fit(ColumnSample sample) => this;

    internal override double Apply(double value) => value + Shift > 0 ? Math.Log(value + Shift) : double.NaN;

    internal override void Write(Utf8JsonWriter json) => json.WriteNumber("shift", Shift);
}
