namespace NetGen;

/// <summary>A stream that is read ahead on a thread of its own.</summary>
internal sealed class PrefetchedStream(DataStream source, int blocks) : DataStream
{
    public override long? Count => source.Count;

    public override IEnumerable<Dataset> ReadBlocks(int blockSize, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        using BlockReader reader = new(source, blockSize, blocks, cancellationToken);
        while (reader.Next() is { } block)
        {
            yield return block;
        }
    }
}
