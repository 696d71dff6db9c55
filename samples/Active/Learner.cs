using NetGen;

namespace Active;

/// <summary>What learns from the labels that were paid for.</summary>
[Network]
[Input(1, 28, 28)]
[CrossEntropyLoss]
public partial class Learner
{
    [Conv2d(16, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Body { get; }

    [Flatten, Dropout(0.5f), Linear(10)]
    public partial Layer Head { get; }
}
