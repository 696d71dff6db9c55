namespace NetGen;

/// <summary>A stream whose number of samples its user knows.</summary>
internal sealed class CountedStream(DataStream source, long count) : DataStream
{
    public override long? Count => count;

    public override IEnumerable<Dataset> ReadBlocks(int blockSize, CancellationToken cancellationToken = default)
    {
        long read = 0;
        foreach (Dataset block in source.ReadBlocks(blockSize, cancellationToken))
        {
            read += block.Count;
            yield return read <= count ? block : throw OtherCount(count, read);
        }

        if (read < count)
        {
            throw OtherCount(count, read);
        }
    }
}
