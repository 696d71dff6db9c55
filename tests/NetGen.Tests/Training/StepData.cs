namespace NetGen.Tests.Training;

/// <summary>A batch that a <see cref="StepClassifier"/> can learn: each class has a bar of its own in the noise.</summary>
internal static class StepData
{
    public const int Classes = 3;
    private const int Height = 9;
    private const int Width = 7;

    public static Shape Shape { get; } = new(1, Height, Width);

    public static (float[] Inputs, int[] Labels) Batch(int count, int seed)
    {
        Random random = new(seed);
        float[] inputs = new float[count * Shape.Size];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = random.Next(Classes);
            Span<float> sample = inputs.AsSpan(i * Shape.Size, Shape.Size);
            for (int pixel = 0; pixel < sample.Length; pixel++)
            {
                sample[pixel] = random.NextSingle() + (pixel / Width / Classes == labels[i] ? 1 : 0);
            }
        }

        return (inputs, labels);
    }

    public static Dataset Dataset(int count, int seed)
    {
        (float[] inputs, int[] labels) = Batch(count, seed);
        return NetGen.Dataset.FromArrays(inputs, labels, Shape, Classes);
    }

    /// <summary>All parameters and running statistics, bit by bit.</summary>
    public static int[] Bits(Network<float> network) =>
        [.. network.Parameters.SelectMany(parameter => parameter.Span.ToArray().Select(BitConverter.SingleToInt32Bits))];

    /// <summary>Numbers from −1 to 1 that float holds.</summary>
    public static double[] Values(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (double)(float)((random.NextDouble() * 2) - 1))];
    }
}
