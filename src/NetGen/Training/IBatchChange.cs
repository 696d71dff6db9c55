namespace NetGen;

/// <summary>Changes batches before they are trained on.</summary>
/// <typeparam name="T">The program's number type.</typeparam>
internal interface IBatchChange<T>
    where T : unmanaged
{
    /// <summary>Begins an epoch, or its rest: step 0 is the one that the trainer makes next.</summary>
    void BeginEpoch();

    /// <summary>Changes a batch in place.</summary>
    /// <param name="memory">Has it.</param>
    /// <param name="count">Its samples.</param>
    /// <param name="lengths">Positions of its sequences.</param>
    /// <param name="step">The step, counted from <see cref="BeginEpoch"/>.</param>
    void Apply(IBatchMemory<T> memory, int count, ReadOnlySpan<int> lengths, int step);
}
