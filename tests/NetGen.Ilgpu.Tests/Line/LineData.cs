namespace NetGen.Ilgpu.Tests;

/// <summary>Samples for the line.</summary>
internal static class LineData
{
    /// <summary>Random inputs, and targets that follow from them.</summary>
    public static Dataset Create(LineLoss loss, int count, int seed = 1)
    {
        Random random = new(seed);
        float[] inputs = [.. Enumerable.Range(0, count * LinePlan.Inputs).Select(_ => (random.NextSingle() * 2) - 1)];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => inputs[i * LinePlan.Inputs] > inputs[(i * LinePlan.Inputs) + 1] ? 1 : 0)];
        return loss == LineLoss.Labels
            ? Dataset.FromArrays(inputs, labels, new Shape(LinePlan.Inputs), LinePlan.Outputs)
            : Dataset.FromTargets(
                inputs, [.. labels.SelectMany(label => new float[] { label, 1 - label })], new Shape(LinePlan.Inputs), LinePlan.Outputs);
    }
}
