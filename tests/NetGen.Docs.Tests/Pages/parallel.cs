using NetGen.Ilgpu;
using NetGen.Mpi;

public sealed partial class Examples
{
    private readonly MpiCommunicator world = null!;
    private readonly Dataset train = null!, test = null!;
    private readonly int trainerBatch = 256;
}

[Network, Input(1, 28, 28), CrossEntropyLoss]
public partial class Pictures
{
    [Flatten, Linear(10)]
    public partial Layer Head { get; }
}
