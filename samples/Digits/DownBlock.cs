using NetGen;

namespace Digits;

/// <summary>The same at half the height and width, with other channels: a 1×1 convolution brings the input to the output's shape.</summary>
public sealed partial class DownBlock(int channels) : BlockAttribute
{
    [From(Input), Conv2d(nameof(channels), Kernel = 1, Stride = 2, Bias = false), BatchNorm]
    public partial Layer Shortcut { get; }

    [From(Input), Conv2d(nameof(channels), Stride = 2, Padding = 1, Bias = false), BatchNorm, Relu]
    [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Add(nameof(Shortcut)), Relu]
    public partial Layer Body { get; }
}
