namespace NetGen.Tests.Fixtures;

// The fixtures' networks over images, in float: tests/fixtures/reference/images.py.

[Network]
[Input(2, 13, 21)]
[CrossEntropyLoss]
internal sealed partial class CnnSingle
{
    [Conv2d(6, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(3, Stride = 2, Padding = 1)]
    public partial Layer Stem { get; }

    [Conv2d(8, Kernel = 3, Stride = 2, Padding = 1, Groups = 2), LeakyRelu(0.1f)]
    public partial Layer Middle { get; }

    [Conv2d(8, Kernel = 3, Dilation = 2, Padding = 2), Gelu, AvgPool2d(2)]
    public partial Layer Body { get; }

    [Flatten, Linear(4)]
    public partial Layer Head { get; }
}

[Network]
[Input(3, 8, 8)]
[MseLoss]
internal sealed partial class ResidualSingle
{
#pragma warning disable NG0081 // The network of the fixture has these biases.
    [Conv2d(8, Kernel = 3, Padding = 1), BatchNorm, Relu]
    public partial Layer Stem { get; }

    [Conv2d(8, Kernel = 3, Padding = 1), BatchNorm, Relu, Conv2d(8, Kernel = 3, Padding = 1), BatchNorm, Add(nameof(Stem)), Relu]
    public partial Layer Block { get; }
#pragma warning restore NG0081

    [From(nameof(Stem)), Conv2d(4, Kernel = 1), Sigmoid]
    public partial Layer Side { get; }

    [Concat(nameof(Block), nameof(Side)), Conv2d(6, Kernel = 3, Stride = 2, Padding = 1), Relu, GlobalAvgPool2d, Linear(3)]
    public partial Layer Join { get; }
}

[Network]
[Input(2, 7, 7)]
[CrossEntropyLoss]
internal sealed partial class ResNetSingle
{
    [Conv2d(4, Padding = 1, Bias = false), BatchNorm, Relu]
    public partial Layer Stem { get; }

    [BasicBlock(4)]
    public partial Layer Same { get; }

    [DownBlock(6), BasicBlock(6)]
    public partial Layer Down { get; }

    [GlobalAvgPool2d, Linear(3)]
    public partial Layer Head { get; }
}

[Network]
[Input(2, 7, 7)]
[CrossEntropyLoss]
internal sealed partial class ResNetRecomputedSingle
{
    [Conv2d(4, Padding = 1, Bias = false), BatchNorm, Relu]
    public partial Layer Stem { get; }

    [BasicBlock(4), Recompute]
    public partial Layer Same { get; }

    [DownBlock(6), BasicBlock(6), Recompute]
    public partial Layer Down { get; }

    [GlobalAvgPool2d, Linear(3)]
    public partial Layer Head { get; }
}

[Network]
[Input(3, 6, 5)]
[MseLoss]
internal sealed partial class BottleneckSingle
{
    [Conv2d(8, Kernel = 1)]
    public partial Layer Stem { get; }

    [BottleneckBlock(3), Repeat(2)]
    public partial Layer Body { get; }

    [GlobalAvgPool2d, Linear(3)]
    public partial Layer Head { get; }
}

[Network]
[Input(2, 6, 8)]
[CrossEntropyLoss]
internal sealed partial class UNetSingle
{
    [Conv2d(4, Padding = 1), Relu]
    public partial Layer Down { get; }

    [MaxPool2d(2), Conv2d(6, Padding = 1), LayerNorm, Gelu]
    public partial Layer Bottom { get; }

    [Upsample2d(2), Concat(nameof(Down)), Conv2d(4, Padding = 1), Silu, Conv2d(3, Kernel = 1)]
    public partial Layer Up { get; }
}

[Network]
[Input(2, 13, 9)]
[CrossEntropyLoss]
internal sealed partial class GatedSingle
{
    [Conv2d(6, Kernel = new[] { 3, 5 }, Stride = new[] { 2, 1 }, Padding = new[] { 1, 2 }, Bias = false), BatchNorm, Relu,
        MaxPool2d(3, Stride = new[] { 1, 2 }, Padding = new[] { 1, 0 })]
    public partial Layer Stem { get; }

    [GlobalAvgPool2d, Linear(3), Relu, Linear(6), Sigmoid]
    public partial Layer Excitation { get; }

    [From(nameof(Stem)), Multiply(nameof(Excitation)),
        Conv2d(8, Kernel = new[] { 2, 3 }, Dilation = new[] { 2, 1 }, Padding = new[] { 0, 1, 3, 0 }, Groups = 2), Gelu,
        AvgPool2d(2, Stride = new[] { 2, 1 })]
    public partial Layer Body { get; }

    [From(nameof(Stem)), GlobalAvgPool2d, Linear(8)]
    public partial Layer Shift { get; }

    [From(nameof(Body)), Add(nameof(Shift)), Flatten, Linear(4)]
    public partial Layer Head { get; }
}

[Network]
[Input(3, 6, 7)]
[MseLoss]
internal sealed partial class MovesSingle
{
    [Conv2d(4, Padding = 1), Tanh]
    public partial Layer Stem { get; }

    [Slice(Axis.Height, -4, 3), Slice(Axis.Width, 1, 5), Slice(Axis.Features, 1, 2)]
    public partial Layer Part { get; }

    [Permute(2, 0, 1), Conv2d(3, Kernel = 1), Silu]
    public partial Layer Turned { get; }

    [Reshape(9, 2), Linear(4), Tanh, Permute(1, 0), Linear(7), Reshape(-1)]
    public partial Layer Flat { get; }

    [From(nameof(Stem)), MaxOver(Axis.Height), MeanOver(Axis.Width), Flatten]
    public partial Layer Highest { get; }

    [From(nameof(Stem)), MaxOver(Axis.Width), MeanOver(Axis.Features), Flatten]
    public partial Layer Widest { get; }

    [From(nameof(Stem)), MaxOver(Axis.Features), MeanOver(Axis.Height), Flatten]
    public partial Layer Brightest { get; }

    [Concat(nameof(Flat), nameof(Highest), nameof(Widest), nameof(Brightest)), Reshape(3, 15), Linear(2), Reshape(2, 3, 1)]
    public partial Layer Head { get; }
}
