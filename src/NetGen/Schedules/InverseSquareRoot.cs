using static NetGen.ScheduleArgument;

namespace NetGen;

/// <summary>
/// A linear warm-up of w steps, then as one over the root of the step: the factor of step t is min((t + 1) / w, √(w / (t + 1))), 1 at its
/// highest. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762, whose rate at the peak is (width · w)^−½.
/// </summary>
public sealed class InverseSquareRoot : LearningRateSchedule
{
    /// <summary>Sets the course of the factor.</summary>
    /// <param name="warmupSteps">w, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="warmupSteps"/> is below 1.</exception>
    public InverseSquareRoot(long warmupSteps) => WarmupSteps = AtLeastOne(warmupSteps)!.Value;

    /// <summary>Number of steps over which the factor rises to 1.</summary>
    public long WarmupSteps { get; }

    /// <inheritdoc/>
    public override double Factor(in TrainingPosition position)
    {
        double step = position.Step + 1.0;
        return Math.Min(step / WarmupSteps, Math.Sqrt(WarmupSteps / step));
    }
}
