using NetGen;

namespace Gan;

/// <summary>Reads digits: what it makes of drawn ones is the measure of the generator.</summary>
[Network]
[Input(1, 28, 28)]
[CrossEntropyLoss]
public partial class Reader
{
    [Flatten, Linear(256), Relu, Linear(128), Relu]
    public partial Layer Body { get; }

    [Linear(10)]
    public partial Layer Head { get; }
}
