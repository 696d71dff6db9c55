namespace NetGen.Tests.Storage;

#pragma warning disable NG0081 // The files that the tests read have this bias.

/// <summary>Has running statistics.</summary>
[Network, Input(6), CrossEntropyLoss]
public partial class NormalizedNetwork
{
    [Linear(8), BatchNorm, Relu, Linear(3)]
    public partial Layer Head { get; }
}
