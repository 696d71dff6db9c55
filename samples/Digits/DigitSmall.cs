using NetGen;

namespace Digits;

/// <summary>A small convolutional network: 39,000 parameters, of which samples/Browser carries a trained set.</summary>
[Network]
[Input(1, 28, 28)]
[CrossEntropyLoss]
public partial class DigitSmall
{
    [Conv2d(8, Kernel = 5, Padding = 2), Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(16, Kernel = 3, Padding = 1), Relu, MaxPool2d(2)]
    public partial Layer Body { get; }

    [Flatten, Linear(48), Relu, Linear(10)]
    public partial Layer Head { get; }
}
