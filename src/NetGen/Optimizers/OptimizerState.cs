namespace NetGen.Runtime;

/// <summary>
/// What an optimizer remembers of one trainer's parameters. In each step <see cref="Update"/> goes over ranges that together cover what is
/// trained; ranges that do not overlap may run on different threads. How the block is split into ranges does not change the result.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal abstract class OptimizerState<T>
    where T : unmanaged
{
    /// <summary>What the rule remembers: one block for each slot, in the order of the parameters.</summary>
    public virtual IReadOnlyList<AlignedBuffer<T>> Slots => [];

    /// <summary>Updates a range of the parameters in place.</summary>
    /// <param name="parameters">The range.</param>
    /// <param name="gradients">Their gradients, as many.</param>
    /// <param name="start">Index of the range's first element in the whole block.</param>
    /// <param name="factors">Of the step: <see cref="Factors{V}.Most"/>, of which the rule takes the first.</param>
    /// <exception cref="ArgumentException">The two spans differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie in the block.</exception>
    public abstract void Update(Span<T> parameters, ReadOnlySpan<T> gradients, int start, T[] factors);

    /// <summary>Checks the arguments of <see cref="Update"/> against a block of <paramref name="count"/> parameters.</summary>
    protected static void CheckRange(ReadOnlySpan<T> parameters, ReadOnlySpan<T> gradients, int start, int count)
    {
        if (gradients.Length != parameters.Length)
        {
            throw new ArgumentException($"There are {gradients.Length} gradients for {parameters.Length} parameters.", nameof(gradients));
        }

        if (start < 0 || start > count - parameters.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), start, $"A range of {parameters.Length} parameters from here does not lie in the block of {count}.");
        }
    }
}
