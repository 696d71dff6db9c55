namespace NetGen;

/// <summary>
/// Takes part in <see cref="Trainer{T}.Fit"/>: derive from it and override what is of interest. All calls come from the
/// thread that trains, in the order in which the callbacks were given; <see cref="Checkpointing"/> comes last.
/// </summary>
public abstract class Callback
{
    /// <summary>
    /// Whether it changes nothing, but shows or writes what the run does: of several processes that train together only the first calls it.
    /// All others are called in each of them.
    /// </summary>
    public virtual bool OnlyReports => false;

    /// <summary>Before the first epoch.</summary>
    /// <param name="context">The run.</param>
    public virtual void OnTrainBegin(TrainingContext context)
    {
    }

    /// <summary>Before each epoch.</summary>
    /// <param name="context">The run; <see cref="TrainingContext.Epoch"/> is the epoch that begins.</param>
    public virtual void OnEpochBegin(TrainingContext context)
    {
    }

    /// <summary>
    /// After each step; it should allocate nothing. A device may be some steps ahead of the one that is told of, unless
    /// <see cref="ReadsWeightsAt"/> asks it to wait.
    /// </summary>
    /// <param name="context">The run; <see cref="TrainingContext.StepResult"/> is what the step gave.</param>
    public virtual void OnStepEnd(TrainingContext context)
    {
    }

    /// <summary>
    /// Whether <see cref="OnStepEnd"/> reads the weights, or saves them, after a step: a device that computes steps ahead waits for it
    /// then. Asked once for each step, before it begins.
    /// </summary>
    /// <param name="context">The run.</param>
    /// <param name="step">The step in the epoch, from 1.</param>
    public virtual bool ReadsWeightsAt(TrainingContext context, int step) => false;

    /// <summary>After each epoch and its validation.</summary>
    /// <param name="context">The run; <see cref="TrainingContext.Metrics"/> are those of the epoch.</param>
    public virtual void OnEpochEnd(TrainingContext context)
    {
    }

    /// <summary>After the last epoch, also where a callback stopped the run; not after a cancellation or an error.</summary>
    /// <param name="context">The run.</param>
    public virtual void OnTrainEnd(TrainingContext context)
    {
    }

    /// <summary>Where the run's token was cancelled, before <see cref="Trainer{T}.Fit"/> throws.</summary>
    /// <param name="context">The run; <see cref="TrainingContext.History"/> has the epochs before.</param>
    public virtual void OnTrainCancelled(TrainingContext context)
    {
    }

    /// <summary>Where training cannot go on, before <see cref="Trainer{T}.Fit"/> throws.</summary>
    /// <param name="context">The run; <see cref="TrainingContext.History"/> has the epochs before.</param>
    /// <param name="failure">What will be thrown.</param>
    public virtual void OnTrainFailed(TrainingContext context, TrainingException failure)
    {
    }

    /// <summary>Notes in a checkpoint what the rest of the run depends on.</summary>
    /// <param name="state">Receives it.</param>
    public virtual void Save(CallbackState state)
    {
    }

    /// <summary>Goes on from what <see cref="Save"/> noted; called after <see cref="OnTrainBegin"/> of a run that is resumed.</summary>
    /// <param name="state">What was noted.</param>
    public virtual void Load(CallbackState state)
    {
    }
}
