namespace NetGen;

/// <summary>A dataset, in the order of its samples.</summary>
internal sealed class DatasetStream(Dataset data) : DataStream
{
    public Dataset Data => data;

    public override long? Count => data.Count;

    public override IEnumerable<Dataset> ReadBlocks(int blockSize, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        for (int start = 0; start < data.Count; start += Math.Min(blockSize, data.Count - start))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return data.Range(start, Math.Min(blockSize, data.Count - start));
        }
    }

    public override Dataset ToDataset(CancellationToken cancellationToken = default) => data;
}
