namespace NetGen.Mpi.Tests;

/// <summary>Samples to train on, the same at each call.</summary>
internal static class TrainingData
{
    private const int Classes = 5;

    /// <summary>Small pictures in five classes that can be told apart, but not all of them.</summary>
    public static Dataset Pictures(int count, int seed)
    {
        Random random = new(seed);
        double[] pixels = new double[count * 64];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = random.Next(Classes);
            for (int pixel = 0; pixel < 64; pixel++)
            {
                pixels[(i * 64) + pixel] = random.NextDouble() + (pixel / 13 == labels[i] ? 0.4 : 0);
            }
        }

        return Dataset.FromArrays(pixels, labels, new Shape(1, 8, 8), Classes);
    }

    /// <summary>Sixteen pictures, of which the sum of one, in the last rank, is beyond what a float holds.</summary>
    public static Dataset BeyondFloat()
    {
        float[] pixels = new float[16 * 64];
        pixels.AsSpan(12 * 64, 64).Fill(3e38f);
        return Dataset.FromArrays(pixels, [.. Enumerable.Range(0, 16).Select(i => i % Classes)], new Shape(1, 8, 8), Classes);
    }

    /// <summary>Words whose first decides the class.</summary>
    public static Dataset Words(int count, int seed)
    {
        Random random = new(seed);
        int[] words = [.. Enumerable.Range(0, count * 6).Select(_ => random.Next(11))];
        return Dataset.FromTokens(words, [.. Enumerable.Range(0, count).Select(i => words[i * 6] % Classes)], 6, Classes);
    }

    /// <summary>Sequences of six positions whose means decide the class.</summary>
    public static Dataset Sequences(int count, int seed)
    {
        Random random = new(seed);
        double[] values = [.. Enumerable.Range(0, count * 24).Select(_ => random.NextDouble())];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => (int)(values.Skip(i * 24).Take(24).Average() * 5))];
        return Dataset.FromArrays(values, labels, new Shape(6, 4), Classes);
    }

    /// <summary>Points with a place and a kind.</summary>
    public static Dataset Points(int count, int seed)
    {
        Random random = new(seed);
        double[] points = [.. Enumerable.Range(0, count * 6).Select(_ => random.NextDouble() - 0.5)];
        double[] places = [.. Enumerable.Range(0, count * 2).Select(i => points[i * 3] + points[(i * 3) + 1])];
        int[] kinds = [.. Enumerable.Range(0, count).Select(i => points[i * 6] < 0 ? 0 : points[(i * 6) + 1] < 0 ? 1 : 2)];
        return Dataset.FromColumns(
            [("input", DataColumn.Values(points, new Shape(6)))],
            [("Place", DataColumn.Values(places, new Shape(2))), ("Kind", DataColumn.Labels(kinds, 3))]);
    }
}
