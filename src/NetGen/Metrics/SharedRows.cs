using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// The rows of an evaluation that several processes do together: each gives its own to all, in order, so that every metric sees all rows in
/// every process.
/// </summary>
internal sealed class SharedRows(ICommunicator communicator, int outputs, int labels, int targets, int rows)
{
    /// <summary>How many give.</summary>
    public int Processes => communicator.Size;

    /// <summary>What was given last.</summary>
    public double[] Outputs { get; } = new double[outputs];

    /// <inheritdoc cref="Outputs"/>
    public int[] Labels { get; } = new int[labels];

    /// <inheritdoc cref="Outputs"/>
    public double[] Targets { get; } = new double[targets];

    /// <inheritdoc cref="Outputs"/>
    public int[] Samples { get; } = new int[rows];

    /// <summary>Gives the rows of one process to all.</summary>
    /// <param name="rank">Which.</param>
    /// <param name="kept">This process's rows.</param>
    /// <param name="outputs">Their outputs.</param>
    /// <param name="outputCount">How many.</param>
    /// <param name="labels">Their labels, where there are any.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="targetCount">How many.</param>
    /// <param name="samples">Their samples.</param>
    /// <returns>The rows given.</returns>
    public int Give(
        int rank, int kept, double[] outputs, int outputCount, int[] labels, double[] targets, int targetCount, int[] samples)
    {
        Span<int> counts = [kept, outputCount, targetCount];
        communicator.Broadcast(MemoryMarshal.AsBytes(counts), rank);
        Give(rank, outputs, Outputs, counts[1]);
        Give(rank, labels, Labels, Math.Min(counts[0], Labels.Length));
        Give(rank, targets, Targets, counts[2]);
        Give(rank, samples, Samples, counts[0]);
        return counts[0];
    }

    private void Give<TElement>(int rank, TElement[] own, TElement[] received, int count)
        where TElement : unmanaged
    {
        if (rank == communicator.Rank)
        {
            own.AsSpan(0, count).CopyTo(received);
        }

        communicator.Broadcast(MemoryMarshal.AsBytes(received.AsSpan(0, count)), rank);
    }
}
