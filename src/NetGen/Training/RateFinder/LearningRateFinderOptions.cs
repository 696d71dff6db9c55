namespace NetGen;

/// <summary>How <see cref="LearningRateFinder"/> tries learning rates; the defaults are fastai's.</summary>
public sealed record LearningRateFinderOptions
{
    /// <summary>The rate of the first step: above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not, infinite or NaN.</exception>
    public double StartRate
    {
        get;
        init => field = ScheduleArgument.Positive(value, nameof(StartRate));
    }
    = 1e-7;

    /// <summary>The rate of the last step, where training gets so far: above <see cref="StartRate"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0, infinite or NaN.</exception>
    public double EndRate
    {
        get;
        init => field = ScheduleArgument.Positive(value, nameof(EndRate));
    }
    = 10;

    /// <summary>Steps from the first to the last rate: at least 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public int Steps
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 2, nameof(Steps));
            field = value;
        }
    }
    = 100;

    /// <summary>
    /// Share of the past in the smoothed loss, an exponential average whose beginning is corrected as Adam's: at least 0, less than 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public double Smoothing
    {
        get;
        init => field = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Smoothing), value, "The value must be at least 0 and less than 1.");
    }
    = 0.98;

    /// <summary>
    /// Training has diverged, and the run ends, where the smoothed loss is above so many times its lowest: above 1. A loss that is 0 or
    /// less diverges only where it is not finite.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public double Divergence
    {
        get;
        init => field = value > 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Divergence), value, "The value must be above 1.");
    }
    = 4;
}
