using static NetGen.ScheduleArgument;

namespace NetGen;

/// <summary>
/// The factor falls evenly on a logarithmic scale: factor^t after t epochs (with their fraction) or steps. PyTorch's ExponentialLR, which
/// changes at whole epochs only: that is <see cref="StepDecay"/> with 1 epoch between two changes.
/// </summary>
public sealed class ExponentialDecay : LearningRateSchedule
{
    /// <summary>Sets the course of the factor.</summary>
    /// <param name="factor">What an epoch or step multiplies the learning rate with, above 0.</param>
    /// <param name="unit">Epochs or steps.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is not above 0, infinite or NaN.</exception>
    public ExponentialDecay(double factor, ScheduleUnit unit = ScheduleUnit.Epochs)
    {
        DecayFactor = Positive(factor);
        Unit = Known(unit);
    }

    /// <summary>What an epoch or step multiplies the learning rate with.</summary>
    public double DecayFactor { get; }

    /// <summary>Epochs or steps.</summary>
    public ScheduleUnit Unit { get; }

    /// <inheritdoc/>
    public override double Factor(in TrainingPosition position) => Math.Pow(DecayFactor, position.In(Unit));
}
