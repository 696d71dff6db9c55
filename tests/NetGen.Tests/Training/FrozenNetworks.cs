namespace NetGen.Tests.Training;

/// <summary>Three stages, of which the first two normalize by running statistics.</summary>
[Network, Input(1, 6, 6), CrossEntropyLoss]
internal sealed partial class Unfrozen
{
    [Conv2d(4, Padding = 1, Bias = false), BatchNorm(Frozen = true), Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(4, Padding = 1), BatchNorm(Frozen = true), Relu, Flatten]
    public partial Layer Body { get; }

    [Linear(5), Relu, Linear(3)]
    public partial Layer Head { get; }
}

/// <summary>The same with a frozen beginning.</summary>
[Network, Input(1, 6, 6), CrossEntropyLoss]
internal sealed partial class FrozenBeginning
{
    [Conv2d(4, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2), Frozen]
    public partial Layer Stem { get; }

    [Conv2d(4, Padding = 1), BatchNorm, Relu, Flatten, Frozen]
    public partial Layer Body { get; }

    [Linear(5), Relu, Linear(3)]
    public partial Layer Head { get; }
}

/// <summary>The same with a frozen middle.</summary>
[Network, Input(1, 6, 6), CrossEntropyLoss]
internal sealed partial class FrozenMiddle
{
    [Conv2d(4, Padding = 1, Bias = false), BatchNorm(Frozen = true), Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(4, Padding = 1), BatchNorm, Relu, Flatten, Frozen]
    public partial Layer Body { get; }

    [Linear(5), Relu, Linear(3)]
    public partial Layer Head { get; }
}
