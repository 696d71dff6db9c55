using NetGen;

namespace FewShot;

/// <summary>A picture as a point.</summary>
public sealed partial class EncoderBlock(int features) : BlockAttribute
{
    [Conv2d(16, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    [Conv2d(32, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Look { get; }

    [Conv2d(64, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(3, Stride = 2), Flatten, Linear(nameof(features))]
    public partial Layer Place { get; }
}
