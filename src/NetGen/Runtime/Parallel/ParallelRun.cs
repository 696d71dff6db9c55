namespace NetGen.Runtime;

/// <summary>A training step's program as one of several processes has it: what its trainer asks of it.</summary>
internal abstract class ParallelRun(ICommunicator communicator, int batchSize)
{
    /// <summary>The processes.</summary>
    public ICommunicator Communicator => communicator;

    /// <summary>Whether this is the process that reports and writes files.</summary>
    public bool IsFirst => communicator.Rank == 0;

    /// <summary>Most samples of a batch over all processes.</summary>
    public int BatchSize => batchSize;

    /// <summary>This process's part of the next batch.</summary>
    public BatchPart Part { get; set; }

    /// <summary>What this process asks for in the next step.</summary>
    public StepSignals Wishes { get; set; }

    /// <summary>What the processes asked for in the last step, all of them together.</summary>
    public StepSignals Agreed { get; protected set; }

    /// <summary>This process's part of a batch of so many samples.</summary>
    public BatchPart PartOf(int whole) => BatchPart.Of(whole, communicator.Rank, communicator.Size);

    /// <summary>Takes this process's samples for its part of the next batch, of which each process has as many as it says.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="lengths">Positions of their sequences.</param>
    /// <exception cref="CommunicationException">Statistics are to be those of all, and another process has other lengths.</exception>
    public abstract void Gather(int count, ReadOnlySpan<int> lengths);

    /// <summary>Compares the weights of all processes.</summary>
    /// <exception cref="CommunicationException">They differ: all processes throw it.</exception>
    public abstract void CheckWeights();

    /// <summary>Whether a failure is one that all processes have in the same place, so that none waits for another.</summary>
    public static bool IsOfAll(Exception failure) => failure is TrainingException or OperationCanceledException;
}
