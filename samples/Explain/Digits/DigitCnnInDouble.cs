using NetGen;

namespace Explanations.Digits;

/// <summary>The same in double, to see how exact what is exact in theory can be.</summary>
[Network(Precision = Precision.Double)]
[Input(1, 28, 28)]
[CrossEntropyLoss]
[Explain]
public partial class DigitCnnInDouble
{
    [Conv2d(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(64, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu]
    public partial Layer Body { get; }

    [MaxPool2d(2), Flatten, Linear(128), Relu, Dropout(0.5f), Linear(10)]
    public partial Layer Head { get; }
}
