namespace Shakespeare.Training;

/// <summary>How long to train: a time, or a number of steps.</summary>
/// <param name="time">The time; null for a number of steps.</param>
/// <param name="steps">The steps; where there is a time, not used.</param>
/// <param name="clock">The clock of the time.</param>
internal sealed class TrainingBudget(TimeSpan? time, long steps, TimeProvider clock)
{
    private readonly long _begin = clock.GetTimestamp();

    /// <summary>Time since the budget was made.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_begin);

    /// <summary>The share that is used up before a step: 0 at the beginning, 1 or more where training is over.</summary>
    /// <param name="step">Counted from 0.</param>
    public double Share(long step) => time is TimeSpan whole ? Elapsed / whole : (double)step / steps;
}
