using NetGen;

namespace Gan;

/// <summary>Draws a digit from 64 random numbers: transposed convolutions from 7×7 to 28×28 pixels.</summary>
[Network]
[Input(64)]
public partial class Generator
{
    [Linear(64 * 7 * 7, Bias = false), Reshape(64, 7, 7), BatchNorm, Relu]
    public partial Layer Idea { get; }

    [ConvTranspose2d(32, Kernel = 4, Stride = 2, Padding = 1, Bias = false), BatchNorm, Relu]
    public partial Layer Sketch { get; }

    [ConvTranspose2d(1, Kernel = 4, Stride = 2, Padding = 1), Sigmoid]
    public partial Layer Picture { get; }
}
