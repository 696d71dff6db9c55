using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NetGen.Data;
using NetGen.Serving;

public sealed partial class Examples
{
    private readonly DigitClassifier network = new(seed: 1);
    private readonly Dataset train = null!;
    private readonly float[][] pictures = [.. Enumerable.Range(0, 100).Select(_ => new float[784])];
    private readonly int[] digits = new int[100];
    private readonly WebApplication app = null!;
}

[Network, Input(1, 28, 28), CrossEntropyLoss]
public partial class DigitClassifier
{
    [Conv2d(4, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(4)]
    public partial Layer Stem { get; }

    [Flatten, Linear(10)]
    public partial Layer Head { get; }
}
