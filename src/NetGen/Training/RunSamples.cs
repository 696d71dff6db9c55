using NetGen.Runtime;

namespace NetGen;

/// <summary>The samples of a run as a trainer goes through them: a dataset as one block, a stream as many.</summary>
/// <typeparam name="T">The program's number type.</typeparam>
internal abstract class RunSamples<T> : IDisposable
    where T : unmanaged
{
    /// <summary>Samples of an epoch; null where only reading them tells.</summary>
    public abstract long? Count { get; }

    /// <summary>Samples of each block but the last; 0 where the whole data is one.</summary>
    public abstract int BlockSize { get; }

    /// <summary>Reads the blocks of an epoch; each is valid until the next is asked for.</summary>
    public abstract IEnumerable<Dataset> ReadBlocks(CancellationToken cancellationToken);

    /// <summary>Takes a program through the steps of a block.</summary>
    /// <exception cref="ArgumentException">The block does not fit the network.</exception>
    public abstract EpochFeed<T> FeedOf(Dataset block);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>
    /// Samples of a stream's block: whole batches of about 64 MiB, and no more than 65,536 samples, but 16 batches in any case where arrays
    /// hold them: of fewer, epoch after epoch would shuffle the same samples into the same batch.
    /// </summary>
    /// <param name="plan">What a sample consists of.</param>
    /// <param name="batchSize">Samples of a batch.</param>
    /// <param name="wanted">Samples that the caller wants instead, as whole batches; null for none.</param>
    public static int BlockSizeOf(ProgramPlan plan, int batchSize, int? wanted = null)
    {
        const long Bytes = 64 << 20, Most = 65536, Fewest = 16;
        int[] lengths = [.. plan.Lengths];
        long size = plan.Inputs.Sum(input => (long)input.Shape.Size) + plan.Targets.Sum(target => (long)plan.SizeOf(target, lengths));
        long batches = wanted is { } samples
            ? (samples + (long)batchSize - 1) / batchSize
            : Math.Max(
                Math.Min(Bytes / (size * sizeof(float)), Most) / batchSize, Math.Min(Fewest, Array.MaxLength / (size * batchSize)));
        return (int)Math.Clamp(batches, 1, int.MaxValue / batchSize) * batchSize;
    }
}

/// <summary>A dataset, whose one feed serves all epochs.</summary>
/// <param name="loader">Has checked it.</param>
/// <param name="createFeed">Makes the feed when it is first needed.</param>
internal sealed class WholeSamples<T>(BatchLoader<T> loader, Func<BatchLoader<T>, EpochFeed<T>> createFeed) : RunSamples<T>
    where T : unmanaged
{
    private EpochFeed<T>? _feed;

    public override long? Count => loader.Data.Count;

    public override int BlockSize => 0;

    public override IEnumerable<Dataset> ReadBlocks(CancellationToken cancellationToken) => [loader.Data];

    public override EpochFeed<T> FeedOf(Dataset block) => _feed ??= createFeed(loader);

    public override void Dispose() => _feed?.Dispose();
}

/// <summary>A stream, each block of which is staged batch by batch, by one feed for all of them.</summary>
/// <param name="stream">The samples.</param>
/// <param name="blockSize">Samples of each block but the last.</param>
/// <param name="load">Checks a block.</param>
/// <param name="createFeed">Makes the feed when the first block is there.</param>
internal sealed class StreamedSamples<T>(
    DataStream stream, int blockSize, Func<Dataset, BatchLoader<T>> load, Func<BatchLoader<T>, HostFeed<T>> createFeed) : RunSamples<T>
    where T : unmanaged
{
    private HostFeed<T>? _feed;

    public override long? Count => stream.Count;

    public override int BlockSize => blockSize;

    public override IEnumerable<Dataset> ReadBlocks(CancellationToken cancellationToken) =>
        WholeBlocks.Read(stream, blockSize, cancellationToken);

    public override EpochFeed<T> FeedOf(Dataset block)
    {
        BatchLoader<T> loader = load(block);
        _feed?.GoOnWith(loader);
        return _feed ??= createFeed(loader);
    }

    public override void Dispose() => _feed?.Dispose();
}
