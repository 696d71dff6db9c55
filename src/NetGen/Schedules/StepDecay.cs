using static NetGen.ScheduleArgument;

namespace NetGen;

/// <summary>The factor is multiplied by the same number again and again: in epoch e it is factor^⌊e / everyEpochs⌋.</summary>
public sealed class StepDecay : LearningRateSchedule
{
    /// <summary>Sets the course of the factor.</summary>
    /// <param name="everyEpochs">Epochs between two changes, above 0; fractions are allowed.</param>
    /// <param name="factor">What each change multiplies the learning rate with, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not above 0, infinite or NaN.</exception>
    public StepDecay(double everyEpochs, double factor)
    {
        EveryEpochs = Positive(everyEpochs);
        DecayFactor = Positive(factor);
    }

    /// <summary>Epochs between two changes.</summary>
    public double EveryEpochs { get; }

    /// <summary>What each change multiplies the learning rate with.</summary>
    public double DecayFactor { get; }

    /// <inheritdoc/>
    public override double Factor(in TrainingPosition position)
        => Math.Pow(DecayFactor, Math.Floor(position.Epoch / EveryEpochs + Tolerance));
}
