using Microsoft.ML;
using Microsoft.ML.Data;

namespace NetGen.ML.Tests;

/// <summary>A row as users write them.</summary>
public sealed class Sample
{
    [VectorType(4)]
    public float[] Features { get; set; } = new float[4];

    public bool IsYes { get; set; }

    public string Kind { get; set; } = "";

    public float Value { get; set; }

    [VectorType(2)]
    public float[] Both { get; set; } = new float[2];

    public float Weight { get; set; } = 1;

    public int Group { get; set; }

    public float Anomaly { get; set; }

    /// <summary>Draws rows; what they are follows from the first two inputs.</summary>
    public static Sample[] Draw(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            float[] x = [.. Enumerable.Range(0, 4).Select(_ => (float)((2 * random.NextDouble()) - 1))];
            float sum = x[0] + x[1];
            return new Sample
            {
                Features = x,
                IsYes = sum > 0,
                Kind = sum > 0.4f ? "high" : sum < -0.4f ? "low" : "middle",
                Value = (2 * x[0]) - x[1] + 3,
                Both = [x[0], x[1]],
                Group = i / 10,
            };
        })];
    }

    /// <summary>Rows on a line, but for some at the end.</summary>
    public static Sample[] OnALine(int count, int anomalies, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count + anomalies).Select(i =>
        {
            float at = (float)((2 * random.NextDouble()) - 1);
            return i < count
                ? new Sample { Features = [at, -at, at / 2, 2 * at] }
                : new Sample { Features = [at, at, -at, at + 1], Anomaly = 1 };
        })];
    }
}

/// <summary>Views of them.</summary>
internal static class Views
{
    public static IDataView Of(MLContext context, int count = 300, int seed = 1) =>
        context.Data.LoadFromEnumerable(Sample.Draw(count, seed));

    /// <summary>Training that takes well under a second and is the same each time.</summary>
    public static NetworkTrainerOptions Quick(string label, int epochs = 30) => new()
    {
        LabelColumnName = label,
        Epochs = epochs,
        BatchSize = 16,
        Optimizer = static () => new AdamW(1e-2f),
        Training = new TrainerOptions { Seed = 3, Threads = 1 },
    };

    public static float[] Floats(this IDataView view, string column) => [.. view.GetColumn<float>(column)];
}
