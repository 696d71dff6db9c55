using NetGen;

namespace Gan;

/// <summary>The generator in front of the discriminator: in it the generator learns to pass.</summary>
[Network]
[Input(64)]
[BinaryCrossEntropyWithLogitsLoss]
public partial class AdversarialNetwork
{
    [Subnetwork(typeof(Generator))]
    public partial Layer Draw { get; }

    [Subnetwork(typeof(Discriminator))]
    public partial Layer Judge { get; }
}
