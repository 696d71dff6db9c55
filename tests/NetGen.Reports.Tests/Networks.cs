namespace NetGen.Reports.Tests;

/// <summary>Small pictures of three classes.</summary>
[Network, Input(1, 4, 4), CrossEntropyLoss]
internal sealed partial class SmallPictures
{
    [Conv2d(4, Padding = 1), Relu]
    public partial Layer Stem { get; }

    [Flatten, Linear(3)]
    public partial Layer Head { get; }
}

internal static class Samples
{
    /// <summary>Pictures with noise, whose bright line tells the class.</summary>
    public static Dataset Pictures(int count, int seed)
    {
        Random random = new(seed);
        float[] x = new float[count * 16];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % 3;
            for (int p = 0; p < 16; p++)
            {
                x[(i * 16) + p] = Math.Clamp((random.NextSingle() * 0.9f) + (p / 4 == labels[i] ? 0.2f : 0), 0, 1);
            }
        }

        return Dataset.FromArrays(x, labels, new Shape(1, 4, 4), 3);
    }

    /// <summary>A new folder for a test's files.</summary>
    public static string Folder() => Directory.CreateTempSubdirectory("netgen-reports-").FullName;
}
