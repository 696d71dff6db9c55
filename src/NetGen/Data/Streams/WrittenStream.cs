namespace NetGen;

/// <summary>A stream of samples that a method writes.</summary>
internal sealed class WrittenStream<T>(
    Func<CancellationToken, IEnumerable<T>> source, SampleLayout layout, SampleWriter<T> write, Func<long?> count) : DataStream
{
    private const int FirstCapacity = 1024;

    public override long? Count => count();

    public override IEnumerable<Dataset> ReadBlocks(int blockSize, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        SampleBuffer buffer = new(layout, (int)Math.Min(blockSize, Math.Max(Count ?? FirstCapacity, 1)));
        long first = 0;
        foreach (T item in source(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            write(item, buffer.Add());
            if (buffer.Count == blockSize)
            {
                yield return buffer.ToDataset(first);
                first += blockSize;
                buffer.Clear();
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (buffer.Count > 0)
        {
            yield return buffer.ToDataset(first);
        }
    }
}
