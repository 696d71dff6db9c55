namespace NetGen;

/// <summary>The same factor in every step: a part of a <see cref="ChainedSchedule"/>, or what no schedule is.</summary>
public sealed class ConstantRate : LearningRateSchedule
{
    /// <summary>Sets the factor.</summary>
    /// <param name="factor">Finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is not.</exception>
    public ConstantRate(double factor = 1) => ConstantFactor = double.IsFinite(factor) && factor >= 0
        ? factor
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, "The value must be a finite number, at least 0.");

    /// <summary>What the learning rate is multiplied with.</summary>
    public double ConstantFactor { get; }

    /// <inheritdoc/>
    public override double Factor(in TrainingPosition position) => ConstantFactor;
}
