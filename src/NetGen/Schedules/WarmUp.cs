using static NetGen.ScheduleArgument;

namespace NetGen;

/// <summary>
/// A linear warm-up before and over another schedule: in step t &lt; w its factor is multiplied with s + (1 − s) · (t + 1) / w. The other
/// schedule counts from the first step, as if there were no warm-up. Goyal et al. 2017, https://arxiv.org/abs/1706.02677; PyTorch's
/// LinearLR.
/// </summary>
public sealed class WarmUp : LearningRateSchedule
{
    /// <summary>Sets the course of the factor.</summary>
    /// <param name="steps">w, at least 1.</param>
    /// <param name="schedule">The other schedule; null for a constant rate.</param>
    /// <param name="startFactor">s, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range or NaN.</exception>
    public WarmUp(long steps, LearningRateSchedule? schedule = null, double startFactor = 0)
    {
        Steps = AtLeastOne(steps)!.Value;
        Schedule = schedule;
        StartFactor = Share(startFactor);
    }

    /// <summary>Number of steps over which the factor rises.</summary>
    public long Steps { get; }

    /// <summary>The schedule that is warmed up; null for a constant rate.</summary>
    public LearningRateSchedule? Schedule { get; }

    /// <summary>What the factor rises from.</summary>
    public double StartFactor { get; }

    /// <inheritdoc/>
    public override double Factor(in TrainingPosition position)
    {
        double share = Math.Min(1, (position.Step + 1.0) / Steps), factor = Schedule?.Factor(position) ?? 1;
        return factor * (StartFactor + ((1 - StartFactor) * share));
    }
}
