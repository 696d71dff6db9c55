using static NetGen.ScheduleArgument;

namespace NetGen;

/// <summary>
/// Half a cosine from 1 down to a factor f, again and again (SGDR): in the i-th period, of length P · gⁱ, the factor at t of it is
/// f + (1 − f) · (1 + cos(π · t / (P · gⁱ))) / 2. Loshchilov and Hutter 2017, https://arxiv.org/abs/1608.03983; PyTorch's
/// CosineAnnealingWarmRestarts.
/// </summary>
public sealed class CosineRestarts : LearningRateSchedule
{
    /// <summary>Sets the course of the factor.</summary>
    /// <param name="period">P, the length of the first period: above 0.</param>
    /// <param name="growth">g, how many times as long as the one before each period is: at least 1.</param>
    /// <param name="leastFactor">f, 0 to 1.</param>
    /// <param name="unit">What the period is counted in.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range or NaN.</exception>
    public CosineRestarts(double period, double growth = 1, double leastFactor = 0, ScheduleUnit unit = ScheduleUnit.Epochs)
    {
        Period = Positive(period);
        Growth = double.IsFinite(growth) && growth >= 1
            ? growth
            : throw new ArgumentOutOfRangeException(nameof(growth), growth, "The value must be a finite number, at least 1.");
        LeastFactor = Share(leastFactor);
        Unit = Known(unit);
    }

    /// <summary>The length of the first period.</summary>
    public double Period { get; }

    /// <summary>How many times as long as the one before each period is.</summary>
    public double Growth { get; }

    /// <summary>The factor that each period falls towards.</summary>
    public double LeastFactor { get; }

    /// <summary>What the period is counted in.</summary>
    public ScheduleUnit Unit { get; }

    /// <inheritdoc/>
    public override double Factor(in TrainingPosition position)
    {
        double place = position.In(Unit), period = Period;
        if (Growth > 1)
        {
            for (; place >= period - Tolerance; period *= Growth)
            {
                place -= period;
            }
        }
        else
        {
            place -= period * Math.Floor((place / period) + Tolerance);
        }

        return LeastFactor + ((1 - LeastFactor) * (1 + Math.Cos(Math.PI * Math.Max(place, 0) / period)) / 2);
    }
}
