using NetGen;

namespace Serve;

/// <summary>Reads a handwritten digit: 784 pixels from 0 to 1, ten scores.</summary>
[Network, Input(1, 28, 28), CrossEntropyLoss]
public partial class DigitReader
{
    [Conv2d(16, Kernel = 5, Stride = 2, Padding = 2), Relu, Conv2d(32, Kernel = 3, Stride = 2, Padding = 1), Relu]
    public partial Layer Body { get; }

    [Flatten, Linear(64), Relu, Linear(10)]
    public partial Layer Head { get; }
}
