namespace NetGen;

/// <summary>
/// Takes part in <see cref="Trainer{T}.Fit"/>: derive from it and override what is of interest. All calls come from the
/// thread that trains, in the order in which the callbacks were given.
/// </summary>
public abstract class Callback
{
    /// <summary>Before the first epoch.</summary>
    /// <param name="context">The run.</param>
    public virtual void OnTrainBegin(TrainingContext context)
    {
    }

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

    /// <summary>Where training cannot go on, before <see cref="Trainer{T}.Fit"/> throws.</summary>
    /// <param name="context">The run; <see cref="TrainingContext.History"/> has the epochs before.</param>
    /// <param name="failure">What will be thrown.</param>
    public virtual void OnTrainFailed(TrainingContext context, TrainingException failure)
    {
    }
}
