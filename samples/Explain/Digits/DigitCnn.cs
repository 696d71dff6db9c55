using NetGen;

namespace Explanations.Digits;

/// <summary>The convolutional network of samples/Digits, with explanations.</summary>
[Network]
[Input(1, 28, 28)]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
[Explain]
public partial class DigitCnn
{
    [Conv2d(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(64, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, Explain]
    public partial Layer Body { get; }

    [MaxPool2d(2), Flatten, Linear(128), Relu, Dropout(0.5f), Linear(10)]
    public partial Layer Head { get; }
}

/// <summary>Its first two stages: an output is the mean of a channel, so that pictures can be sought that a channel answers.</summary>
[Network]
[Input(1, 28, 28)]
[Explain]
public partial class DigitChannels
{
    [Conv2d(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(64, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu]
    public partial Layer Body { get; }

    [GlobalAvgPool2d]
    public partial Layer Means { get; }
}
