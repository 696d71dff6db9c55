public sealed partial class Examples
{
    private readonly DigitClassifier network = new(seed: 1);
    private readonly float[] picture = new float[784], pictures = new float[8 * 784], outputs = new float[8 * 10];
    private readonly Dataset samples = Dataset.FromArrays(
        new float[64 * 784], [.. Enumerable.Range(0, 64).Select(i => i % 10)], new Shape(1, 28, 28));
}

[Network, Input(1, 28, 28), CrossEntropyLoss]
public partial class DigitClassifier
{
    [Conv2d(4, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(4)]
    public partial Layer Stem { get; }

    [Flatten, Linear(10)]
    public partial Layer Head { get; }
}
