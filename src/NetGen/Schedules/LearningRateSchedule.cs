namespace NetGen;

/// <summary>
/// Changes the learning rate during training. A class of your own overrides <see cref="Factor"/>; it keeps no state, so that
/// training resumed in the middle goes on the same way.
/// </summary>
public abstract class LearningRateSchedule
{
    /// <summary>
    /// What the optimizer's base learning rate is multiplied with in the step at <paramref name="position"/>: finite, at least 0.
    /// </summary>
    /// <param name="position">The step about to be taken.</param>
    public abstract double Factor(in TrainingPosition position);
}

/// <summary>How far training has come.</summary>
/// <param name="Step">The step about to be taken, counted from 0.</param>
/// <param name="Epoch">Epochs done so far, with their fraction.</param>
/// <param name="TotalSteps">Steps of the whole training, where known.</param>
/// <param name="Epochs">Epochs of the whole training, where known.</param>
public readonly record struct TrainingPosition(long Step, double Epoch, long? TotalSteps, int? Epochs);
