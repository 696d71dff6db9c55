using NetGen;

namespace Explanations.Digits;

/// <summary>Digits that were not trained on, and what the network makes of them.</summary>
/// <param name="Samples">[count × 784].</param>
/// <param name="Labels">What they are.</param>
/// <param name="Predicted">What they are read as.</param>
/// <param name="Scores">[count × 10].</param>
internal sealed record TestDigits(float[] Samples, int[] Labels, int[] Predicted, float[] Scores)
{
    /// <summary>How many.</summary>
    public int Count => Labels.Length;

    /// <summary>Digits read wrong.</summary>
    public int Wrong => Labels.Zip(Predicted).Count(pair => pair.First != pair.Second);

    /// <summary>Share read right.</summary>
    public double Accuracy => 1 - ((double)Wrong / Count);

    /// <summary>Reads them.</summary>
    public static TestDigits Of(Network<float> network, Dataset test)
    {
        int[] indices = [.. Enumerable.Range(0, test.Count)], labels = new int[test.Count];
        float[] samples = new float[test.Count * test.InputShape.Size], scores = new float[test.Count * 10];
        test.ReadInputs(indices, samples);
        test.ReadLabels(indices, labels);
        network.Predict(samples, scores);
        return new(samples, labels, [.. scores.Chunk(10).Select(one => one.ArgMax())], scores);
    }

    /// <summary>The first digit of a class that is read right; −1: there is none.</summary>
    public int FirstOf(int digit) => Enumerable.Range(0, Count).FirstOrDefault(i => Labels[i] == digit && Predicted[i] == digit, -1);

    /// <summary>Mistakes, those first whose score is farthest above that of the true class.</summary>
    public int[] Worst(int most) =>
    [
        .. Enumerable.Range(0, Count).Where(i => Labels[i] != Predicted[i])
            .OrderByDescending(i => Scores[(10 * i) + Predicted[i]] - Scores[(10 * i) + Labels[i]]).Take(most),
    ];
}
