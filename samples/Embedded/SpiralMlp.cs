using NetGen;

namespace Embedded;

/// <summary>2 → 64 → 64 → 1: tells two spirals apart.</summary>
[Network, Input(2), BinaryCrossEntropyWithLogitsLoss]
public partial class SpiralMlp
{
    [Linear(64), Relu, Linear(64), Relu, Linear(1)]
    public partial Layer Body { get; }
}
