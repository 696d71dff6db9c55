using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>Checks of what schedules are made with.</summary>
internal static class ScheduleArgument
{
    // Makes up for rounding where an epoch's fraction should be exactly a multiple.
    public const double Tolerance = 1e-9;

    /// <summary>Lets through what is finite and above 0.</summary>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "The value must be a finite number above 0.");

    /// <summary>Lets through what is from 0 to 1.</summary>
    public static double Share(double value, [CallerArgumentExpression(nameof(value))] string? name = null) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "The value must be from 0 to 1.");

    /// <summary>Lets through null and what is at least 1.</summary>
    public static long? AtLeastOne(long? value, [CallerArgumentExpression(nameof(value))] string? name = null) => value is null or >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "There must be at least 1 step.");

    /// <summary>Lets through the two units there are.</summary>
    public static ScheduleUnit Known(ScheduleUnit unit, [CallerArgumentExpression(nameof(unit))] string? name = null) =>
        unit is ScheduleUnit.Epochs or ScheduleUnit.Steps
            ? unit
            : throw new ArgumentOutOfRangeException(name, unit, "The unit must be epochs or steps.");

    /// <summary>Lets through numbers above 0, each above the one before.</summary>
    /// <exception cref="ArgumentException">They are not; the message says which.</exception>
    public static double[] Ascending(IReadOnlyList<double> values, [CallerArgumentExpression(nameof(values))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        for (int i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i]) || values[i] <= (i == 0 ? 0 : values[i - 1]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Number {i}, {values[i]}, must be finite, above 0 and above the one before."), name);
            }
        }

        return [.. values];
    }

    /// <summary>How far training is, in a unit.</summary>
    public static double In(this in TrainingPosition position, ScheduleUnit unit) =>
        unit == ScheduleUnit.Steps ? position.Step : position.Epoch;

    /// <summary>A schedule's own number of steps, else the training's.</summary>
    /// <exception cref="InvalidOperationException">Neither is known.</exception>
    public static long StepsOr(this in TrainingPosition position, long? steps, string schedule) =>
        steps ?? position.TotalSteps ?? throw new InvalidOperationException(
            $"{schedule} needs to know its number of steps: give it as 'steps', or train for a known number of epochs, on a stream whose "
            + "number of samples is known (DataStream.WithCount).");
}
