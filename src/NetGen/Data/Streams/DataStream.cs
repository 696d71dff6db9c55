using System.Diagnostics.CodeAnalysis;
using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Samples that are read one after the other, anew in each epoch: data larger than memory, or made while training goes on. A
/// <see cref="Dataset"/> is one, too. Make one with <see cref="From{T}(IEnumerable{T}, SampleLayout, SampleWriter{T})"/>, or in a class of
/// your own.
/// </summary>
public abstract partial class DataStream
{
    /// <summary>
    /// Number of samples; null where only reading them tells. Schedules that go by the length of the training need it: see
    /// <see cref="WithCount"/>.
    /// </summary>
    public virtual long? Count => null;

    /// <summary>Reads all samples once, from the first on, in blocks.</summary>
    /// <param name="blockSize">Samples of a block, at least 1; the last block may have fewer, none is empty.</param>
    /// <param name="cancellationToken">Ends the reading, at the latest before the next block.</param>
    /// <returns>
    /// The blocks: all with the same columns. Their memory may be used again: a block is valid until the next one is asked for.
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public abstract IEnumerable<Dataset> ReadBlocks(int blockSize, CancellationToken cancellationToken = default);

    /// <summary>A dataset as a stream: training over it is training over the dataset, in the same orders of the samples.</summary>
    /// <param name="data">The samples; null gives null.</param>
    [return: NotNullIfNotNull(nameof(data))]
    public static implicit operator DataStream?(Dataset? data) => data is null ? null : new DatasetStream(data);

    /// <summary>A dataset as a stream: training over it is training over the dataset, in the same orders of the samples.</summary>
    /// <param name="data">The samples.</param>
    public static DataStream FromDataset(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new DatasetStream(data);
    }

    /// <summary>
    /// The same samples, read ahead on a thread of their own while the caller works on the block before; they are copied, into the memory
    /// of <paramref name="blocks"/> + 1 blocks. An error of the reader reaches the caller as it is, behind the blocks read before it. The
    /// thread lives as long as one reading: it ends with the last block, and when the caller stops in between. Where there are no threads,
    /// in a browser, this is the stream itself.
    /// </summary>
    /// <param name="blocks">Blocks that may be read ahead: at least 1.</param>
    public DataStream Prefetch(int blocks = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        return ThreadTeam.HasThreads ? new PrefetchedStream(this, blocks) : this;
    }

    /// <summary>The first <paramref name="count"/> samples, or all where there are fewer; no block behind them is read.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public DataStream Take(long count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new TakenStream(this, count);
    }

    /// <summary>
    /// The same samples, of which there are <paramref name="count"/>: what schedules, progress and the time left go by. A reading that ends
    /// with another number ends with an <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public DataStream WithCount(long count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new CountedStream(this, count);
    }

    /// <summary>Reads all samples into memory.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">There are none, or more than arrays hold.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public virtual Dataset ToDataset(CancellationToken cancellationToken = default)
    {
        SampleBuffer? all = null;
        int blockSize = (int)Math.Clamp(Count ?? SamplesOfBlock, 1, SamplesOfBlock);
        foreach (Dataset block in ReadBlocks(blockSize, cancellationToken))
        {
            all ??= new SampleBuffer(SampleLayout.Of(block), (int)Math.Min(Count ?? blockSize, int.MaxValue));
            all.Append(block);
        }

        return all?.ToDataset() ?? throw new InvalidOperationException("The stream has no samples.");
    }

    private const int SamplesOfBlock = 4096;

    /// <summary>What is wrong where a reading ends with another number of samples than it said.</summary>
    internal static InvalidOperationException OtherCount(long said, long read) => new(
        Invariant($"The stream says that it has {Words.Counted(said, "sample")}, and a reading gave {read}."));
}
