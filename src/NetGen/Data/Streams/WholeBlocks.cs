namespace NetGen;

/// <summary>Blocks whose sizes are checked: what counts steps by them must be able to rely on it.</summary>
internal static class WholeBlocks
{
    /// <exception cref="InvalidOperationException">
    /// A block but the last has another size, or the stream has another number of samples than it says, or none.
    /// </exception>
    public static IEnumerable<Dataset> Read(DataStream stream, int blockSize, CancellationToken cancellationToken)
    {
        long read = 0;
        foreach (Dataset block in stream.ReadBlocks(blockSize, cancellationToken))
        {
            if (read % blockSize != 0 || block.Count > blockSize)
            {
                throw new InvalidOperationException(
                    $"Blocks of {Words.Counted(blockSize, "sample")} were asked for; {stream.GetType().Name} gave others before its last.");
            }

            read += block.Count;
            if (read > stream.Count)
            {
                break;
            }

            yield return block;
        }

        if (read == 0)
        {
            throw new InvalidOperationException("The stream has no samples.");
        }

        if (read != (stream.Count ?? read))
        {
            throw DataStream.OtherCount(stream.Count!.Value, read);
        }
    }
}
