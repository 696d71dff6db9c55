namespace NetGen.Tests.Data.Streams;

/// <summary>Streams that tests can look into.</summary>
internal static class Streams
{
    /// <summary>Samples of two values, n and n + ½, with the labels 0, 1, 2, 0 …</summary>
    public static SampleLayout Layout { get; } = SampleLayout.ForClasses(new Shape(2), 3);

    public static void Write(int number, SampleSlot sample)
    {
        sample.Values()[0] = number;
        sample.Values()[1] = number + 0.5f;
        sample.Label = number % 3;
    }

    /// <summary>Numbers that nobody counts before they are read.</summary>
    public static IEnumerable<int> Numbers(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return i;
        }
    }

    public static DataStream Of(int count) => DataStream.From(() => Numbers(count), Layout, Write);

    /// <summary>The first value of each sample, block by block.</summary>
    public static int[][] Read(DataStream stream, int blockSize, CancellationToken cancellationToken = default) =>
        [.. stream.ReadBlocks(blockSize, cancellationToken).Select(FirstValues)];

    public static int[] FirstValues(Dataset block)
    {
        float[] values = new float[block.Count * 2];
        block.ReadInputs([.. Enumerable.Range(0, block.Count)], values);
        return [.. Enumerable.Range(0, block.Count).Select(i => (int)values[2 * i])];
    }
}
