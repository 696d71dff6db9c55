using NetGen;

namespace Gan;

/// <summary>Tells written digits from drawn ones: one logit, above 0 for written.</summary>
[Network]
[Input(1, 28, 28)]
[BinaryCrossEntropyWithLogitsLoss]
public partial class Discriminator
{
    [Conv2d(32, Kernel = 4, Stride = 2, Padding = 1), LeakyRelu(0.2f)]
    public partial Layer Strokes { get; }

    [Conv2d(64, Kernel = 4, Stride = 2, Padding = 1), LeakyRelu(0.2f)]
    public partial Layer Shapes { get; }

    [Flatten, Linear(256), LeakyRelu(0.2f), Linear(1)]
    public partial Layer Verdict { get; }
}
