using NetGen;

namespace TrainedProgram;

/// <summary>Tells which of two spirals a point of the plane belongs to: 2 → 64 → 64 → one score, positive for the second.</summary>
[Network, Input(2), BinaryCrossEntropyWithLogitsLoss]
public partial class SpiralNetwork
{
    [Linear(64), Relu, Linear(64), Relu]
    public partial Layer Body { get; }

    [Linear(1)]
    public partial Layer Head { get; }
}
