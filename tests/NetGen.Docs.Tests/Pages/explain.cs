using NetGen.Explain;

public sealed partial class Examples
{
    private const int count = 5;
    private readonly TenFeatures network = new(seed: 1), fresh = new(seed: 2);
    private readonly float[] wines = [.. Enumerable.Range(0, 40).Select(i => i * 7 % 11 / 11f)];
    private readonly float[] mean = new float[10], gains = new float[40];
    private readonly float[] pictures = new float[count * 784], reference = new float[10];
    private readonly double[] contributions = [.. Enumerable.Range(0, 40).Select(i => (i % 5) - 2.0)];
    private readonly int[] outputs = new int[4];
    private readonly string[] names = [.. Enumerable.Range(0, 10).Select(i => $"column {i}")];

    private FeatureShapley<float> shapley => new(ExplainedModel<float>.Of(network), background: mean);

    private GradientExplanations<float> explanations => new(network.CreateExplainer());
}

/// <summary>Of the wines; the pictures are read as so many more of these.</summary>
[Network, Input(10), CrossEntropyLoss, Explain]
public partial class TenFeatures
{
    [Linear(8), Tanh, Linear(4)]
    public partial Layer Head { get; }
}
