namespace NetGen;

/// <summary>The first samples of a stream.</summary>
internal sealed class TakenStream(DataStream source, long count) : DataStream
{
    public override long? Count => source.Count is { } all ? Math.Min(all, count) : null;

    public override IEnumerable<Dataset> ReadBlocks(int blockSize, CancellationToken cancellationToken = default)
    {
        long left = count;
        foreach (Dataset block in source.ReadBlocks((int)Math.Min(blockSize, count), cancellationToken))
        {
            yield return block.Take((int)Math.Min(left, block.Count));
            left -= block.Count;
            if (left <= 0)
            {
                yield break;
            }
        }
    }
}
