namespace NetGen;

/// <summary>
/// What a trainer needs of processes that train one network together, each on its part of every batch:
/// <see cref="TrainerOptions.Communicator"/>. NetGen.Mpi has one on MPI. All processes make the same calls in the same order, with as many
/// values; a call that fails in one of them throws a <see cref="CommunicationException"/>.
/// </summary>
/// <remarks>
/// The memory that it is given is the host's. What reduces in a device's memory has the same calls over addresses there, beside these.
/// </remarks>
public interface ICommunicator
{
    /// <summary>Number of this process: 0 to <see cref="Size"/> − 1. Process 0 reports and writes files.</summary>
    int Rank { get; }

    /// <summary>Processes.</summary>
    int Size { get; }

    /// <summary>Number of this process among those of its machine, from 0: which of its devices is this process's.</summary>
    int LocalRank { get; }

    /// <summary>Gives all processes what one of them has.</summary>
    /// <param name="values">What is given, or where it is put.</param>
    /// <param name="root">The process that has it.</param>
    void Broadcast(Span<byte> values, int root = 0);

    /// <summary>Replaces values by their sums over the processes, the same bits in all of them and at every repetition.</summary>
    /// <param name="values">This process's.</param>
    void AllReduce(Span<float> values);

    /// <inheritdoc cref="AllReduce(Span{float})"/>
    void AllReduce(Span<double> values);

    /// <summary>
    /// Begins what <see cref="AllReduce(Span{float})"/> does; it is done after <see cref="EndAllReduces"/>. Where nothing can be done
    /// meanwhile, it is done at once.
    /// </summary>
    /// <param name="values">In memory that does not move; nobody touches them until the end.</param>
    void BeginAllReduce(Span<float> values) => AllReduce(values);

    /// <inheritdoc cref="BeginAllReduce(Span{float})"/>
    void BeginAllReduce(Span<double> values) => AllReduce(values);

    /// <summary>Moves on what was begun, and returns at once. Called often, by the thread that makes all other calls.</summary>
    void Advance()
    {
    }

    /// <summary>Waits until all that was begun is done.</summary>
    void EndAllReduces()
    {
    }

    /// <summary>Waits until all processes are here.</summary>
    void Barrier();

    /// <summary>Ends all processes, since this one cannot go on: nobody waits for it. May not return.</summary>
    /// <param name="reason">What is said of it.</param>
    void Abort(string reason);
}
