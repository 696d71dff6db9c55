using NetGen;

namespace Digits;

/// <summary>A convolutional network that reads a handwritten digit: two convolutions, then two fully connected layers.</summary>
[Network]
[Input(1, 28, 28)]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
public partial class DigitClassifier
{
    [Conv2d(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(64, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Body { get; }

    [Flatten, Linear(128), Relu, Dropout(0.5f), Linear(10)]
    public partial Layer Head { get; }
}
