namespace NetGen.Tests.Sequences;

/// <summary>Two readings at a time, of which nothing but the state is kept.</summary>
[Network, Input(4, 2), MseLoss]
internal sealed partial class StreamNetwork
{
    [Gru(3), Linear(1)]
    public partial Layer Body { get; }
}
