using NetGen;

namespace Finetune;

/// <summary>Tells three digits apart, whichever three they are: it is trained to learn that from a few pictures.</summary>
[Network]
[Input(1, 28, 28)]
[CrossEntropyLoss]
public partial class DigitLearner
{
    [Conv2d(32, Kernel = 3, Padding = 1), Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(48, Kernel = 3, Padding = 1), Relu, MaxPool2d(2)]
    public partial Layer Body { get; }

    [Flatten, Linear(64), Relu, Linear(3)]
    public partial Layer Head { get; }
}
