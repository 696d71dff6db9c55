using System.Numerics;

namespace NetGen;

/// <summary>
/// Changes the samples of a batch before a step trains on them, at random as a rule: see <see cref="TrainerOptions.Transforms"/>. One
/// instance may serve many trainers, so it keeps nothing of a batch. It runs beside the step before, mostly on another thread: it must read
/// nothing that training changes.
/// </summary>
public abstract class BatchTransform
{
    /// <summary>Changes a batch in place; it should allocate nothing.</summary>
    /// <typeparam name="T">The network's number type.</typeparam>
    /// <param name="batch">The samples; what they are stored as stays as it is.</param>
    public abstract void Apply<T>(in TrainingBatch<T> batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
