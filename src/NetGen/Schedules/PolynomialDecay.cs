using static NetGen.ScheduleArgument;

namespace NetGen;

/// <summary>
/// From 1 down to a final factor f along a power of what is left: with N steps in all, step t has the factor f + (1 − f) · (1 − t / N)^p,
/// and f from step N on. With p = 1 a straight line. PyTorch's PolynomialLR where f is 0.
/// </summary>
public sealed class PolynomialDecay : LearningRateSchedule
{
    /// <summary>Sets the course of the factor.</summary>
    /// <param name="steps">N, at least 1; null takes the steps of the whole training.</param>
    /// <param name="power">p, above 0.</param>
    /// <param name="finalFactor">f, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range or NaN.</exception>
    public PolynomialDecay(long? steps = null, double power = 1, double finalFactor = 0)
    {
        Steps = AtLeastOne(steps);
        Power = Positive(power);
        FinalFactor = Share(finalFactor);
    }

    /// <summary>Number of steps until the final factor; null for the whole training.</summary>
    public long? Steps { get; }

    /// <summary>The power.</summary>
    public double Power { get; }

    /// <summary>The factor at the end.</summary>
    public double FinalFactor { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Neither this schedule nor the training knows its number of steps.</exception>
    public override double Factor(in TrainingPosition position)
    {
        long steps = position.StepsOr(Steps, nameof(PolynomialDecay));
        double left = Math.Max(0, steps - position.Step) / (double)steps;
        return FinalFactor + ((1 - FinalFactor) * Math.Pow(left, Power));
    }
}
