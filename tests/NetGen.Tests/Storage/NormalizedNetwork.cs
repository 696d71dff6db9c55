namespace NetGen.Tests.Storage;

/// <summary>Has running statistics.</summary>
[Network, Input(6), CrossEntropyLoss]
public partial class NormalizedNetwork
{
    [Linear(8), BatchNorm, Relu, Linear(3)]
    public partial Layer Head { get; }
}
