namespace NetGen.Explain.Tests;

/// <summary>The convolutional network of the fixture: channels, their means, weighed.</summary>
[Network(Precision = Precision.Double), Input(1, 6, 6), CrossEntropyLoss, Explain]
internal sealed partial class ChannelNetwork
{
    [Conv2d(4, Padding = 1), Relu, Conv2d(3, Padding = 1), Relu, Explain]
    public partial Layer Body { get; }

    [GlobalAvgPool2d, Linear(3)]
    public partial Layer Head { get; }

    /// <summary>With the weights of the fixture.</summary>
    public static ChannelNetwork Create()
    {
        ChannelNetwork network = new(seed: 1);
        foreach (Parameter parameter in network.Parameters)
        {
            Fixture.Numbers("pictures", parameter.Name).CopyTo(parameter.AsSpan<double>());
        }

        return network;
    }
}

/// <summary>Ten features and one output.</summary>
[Network, Input(10), MseLoss, Explain]
internal sealed partial class TenFeatures
{
    [Linear(64), Tanh, Linear(32), Tanh]
    public partial Layer Body { get; }

    [Linear(1)]
    public partial Layer Head { get; }
}

/// <summary>Two weighed sums of a picture.</summary>
[Network(Precision = Precision.Double), Input(1, 8, 8), CrossEntropyLoss, Explain]
internal sealed partial class Template
{
    [Flatten, Linear(2)]
    public partial Layer Sums { get; }
}

/// <summary>Σ exp(x): its gradient at noisy samples has a mean that tells how large the noise is.</summary>
[Network(Precision = Precision.Double), Input(4), MseLoss, Explain]
internal sealed partial class Exponentials
{
    [Apply(nameof(Exp)), Linear(1, Bias = false)]
    public partial Layer Sum { get; }

    [Differentiable]
    public static double Exp(double x) => Math.Exp(x);
}

/// <summary>Words through two layers of attention.</summary>
[Network(Precision = Precision.Double), TokenInput(20, 6), CrossEntropyLoss, Explain]
internal sealed partial class WordNetwork
{
    [Embedding(8), SinusoidalPositions]
    public partial Layer Embed { get; }

    [SelfAttention(2), Residual, Explain]
    public partial Layer First { get; }

    [SelfAttention(2), Residual, Explain]
    public partial Layer Second { get; }

    [MeanOver(Axis.Length), Tanh, Linear(2)]
    public partial Layer Head { get; }
}
