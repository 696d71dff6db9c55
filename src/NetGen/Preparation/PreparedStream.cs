namespace NetGen;

/// <summary>A stream whose blocks are prepared as they are read.</summary>
internal sealed class PreparedStream(DataStream source, Preparation preparation) : DataStream
{
    public override long? Count => source.Count;

    public override IEnumerable<Dataset> ReadBlocks(int blockSize, CancellationToken cancellationToken = default) =>
        source.ReadBlocks(blockSize, cancellationToken).Select(preparation.Apply);
}
