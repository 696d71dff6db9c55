namespace NetGen;

/// <content>Several processes.</content>
public sealed partial record TrainerOptions
{
    /// <summary>
    /// The processes that train the network together; null where this one is alone. Each makes the same network, the same trainer and the
    /// same calls, and gives the same data, of which it reads its part of every batch. The batch size is that of all of them together, and
    /// so are losses, accuracies and metrics. The trainer begins with the weights of process 0, whose calls alone write files.
    /// </summary>
    /// <remarks>
    /// The same seed and number of processes give the same weights to the bit, another number the same but for rounding: dropout goes by
    /// the number of a sample in the batch. What differs with the number of processes: transforms draw their numbers in each process anew;
    /// BatchNorm takes the statistics of a process's part unless <see cref="BatchNormAttribute.Synchronized"/> asks for those of all, and
    /// running statistics are their mean, weighed by samples; losses that compare the samples of a batch compare those of a part.
    /// </remarks>
    public ICommunicator? Communicator { get; init; }

    /// <summary>
    /// Steps between two comparisons of the processes' weights, by a number that is made of all their bits; they are compared after each
    /// epoch, too. 0 for no comparison in between.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int WeightCheckSteps
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(WeightCheckSteps));
            field = value;
        }
    }
    = 100;

    /// <summary>The other processes, where there are any.</summary>
    internal ICommunicator? Parallel => Communicator is { Size: > 1 } ? Communicator : null;
}
