namespace NetGen;

/// <summary>
/// Takes a program through the steps of an epoch. A device may begin steps before the results of earlier ones are known;
/// results are taken in the order of the steps.
/// </summary>
/// <typeparam name="T">The program's number type.</typeparam>
internal abstract class EpochFeed<T> : IDisposable
    where T : unmanaged
{
    /// <summary>Steps begun whose results were not taken.</summary>
    public abstract int Pending { get; }

    /// <summary>Begins an epoch, which must not change <paramref name="order"/> before its end.</summary>
    /// <param name="order">The samples, in the order of the epoch.</param>
    /// <param name="rateOf">
    /// The learning rate of a step, counted from 0: asked for once per step and in their order, but possibly some steps ahead.
    /// </param>
    public abstract void BeginEpoch(int[] order, Func<int, double> rateOf);

    /// <summary>Begins the next step of the epoch.</summary>
    public abstract void BeginStep();

    /// <summary>Takes the result of the oldest pending step.</summary>
    /// <param name="wait">Whether to wait for it; else it is given only where it is known.</param>
    /// <param name="result">Loss and hits.</param>
    /// <param name="rate">The step's learning rate.</param>
    public abstract bool TryTake(bool wait, out BatchResult result, out double rate);

    /// <summary>Forgets the step taken last, which was skipped, and the pending ones: they changed nothing either.</summary>
    public abstract void Abandon();

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
