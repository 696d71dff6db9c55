using NetGen;

namespace Autoencoder;

/// <summary>
/// Squeezes a picture into a few numbers and draws it again from them: what it has not seen it draws badly.
/// Hinton and Salakhutdinov 2006, https://doi.org/10.1126/science.1127647; with convolutions as Masci et al. 2011.
/// </summary>
[Network]
[Input(1, 28, 28)]
[MseLoss]
public partial class DigitAutoencoder
{
    [Conv2d(16, Stride = 2, Padding = 1), Relu, Conv2d(32, Stride = 2, Padding = 1), Relu]
    public partial Layer Look { get; }

    [Flatten, Linear(16)]
    public partial Layer Code { get; }

    [Linear(32 * 7 * 7), Relu, Reshape(32, 7, 7)]
    public partial Layer Expand { get; }

    [ConvTranspose2d(16, Kernel = 4, Stride = 2, Padding = 1), Relu, ConvTranspose2d(1, Kernel = 4, Stride = 2, Padding = 1), Sigmoid]
    public partial Layer Draw { get; }
}
