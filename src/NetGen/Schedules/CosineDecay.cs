using static NetGen.ScheduleArgument;

namespace NetGen;

/// <summary>
/// Half a cosine from 1 down to a final factor f, after a linear warm-up of w steps. With N steps in all, step t has the factor
/// (t + 1) / w for t &lt; w, then f + (1 − f) · (1 + cos(π · (t − w) / (N − w))) / 2, and f from step N on.
/// Loshchilov and Hutter 2017, https://arxiv.org/abs/1608.03983.
/// </summary>
public sealed class CosineDecay : LearningRateSchedule
{
    /// <summary>Sets the course of the factor.</summary>
    /// <param name="steps">N, at least 1; null takes the steps of the whole training.</param>
    /// <param name="finalFactor">f, 0 to 1.</param>
    /// <param name="warmupSteps">w, at least 0 and less than <paramref name="steps"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range or NaN.</exception>
    public CosineDecay(long? steps = null, double finalFactor = 0, long warmupSteps = 0)
    {
        Steps = AtLeastOne(steps);
        FinalFactor = Share(finalFactor);
        if (warmupSteps < 0 || warmupSteps >= steps)
        {
            throw new ArgumentOutOfRangeException(
                nameof(warmupSteps), warmupSteps, "The warm-up must have at least 0 steps and end before the last step.");
        }

        WarmupSteps = warmupSteps;
    }

    /// <summary>Number of steps until the final factor; null for the whole training.</summary>
    public long? Steps { get; }

    /// <summary>The factor at the end.</summary>
    public double FinalFactor { get; }

    /// <summary>Number of steps over which the factor first rises to 1.</summary>
    public long WarmupSteps { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Neither this schedule nor the training knows its number of steps.</exception>
    public override double Factor(in TrainingPosition position)
    {
        long steps = position.StepsOr(Steps, nameof(CosineDecay));
        if (position.Step < WarmupSteps)
        {
            return (position.Step + 1.0) / WarmupSteps;
        }

        if (position.Step >= steps)
        {
            return FinalFactor;
        }

        double progress = (double)(position.Step - WarmupSteps) / (steps - WarmupSteps);
        return FinalFactor + (1 - FinalFactor) * (1 + Math.Cos(Math.PI * progress)) / 2;
    }
}
