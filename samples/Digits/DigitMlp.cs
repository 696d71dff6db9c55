using NetGen;

namespace Digits;

/// <summary>The same task without convolutions: three fully connected layers.</summary>
[Network]
[Input(1, 28, 28)]
[CrossEntropyLoss]
public partial class DigitMlp
{
    [Flatten, Linear(256), Relu, Linear(128), Relu]
    public partial Layer Body { get; }

    [Linear(10)]
    public partial Layer Head { get; }
}
