using NetGen;

namespace Digits;

/// <summary>
/// ResNet-20, the residual network for small pictures: three stages of three blocks.
/// He et al. 2016, https://arxiv.org/abs/1512.03385, section 4.2.
/// </summary>
[Network]
[Input(1, 28, 28)]
[CrossEntropyLoss]
public partial class DigitResNet20
{
    [Conv2d(16, Padding = 1, Bias = false), BatchNorm, Relu]
    public partial Layer Stem { get; }

    [BasicBlock(16), Repeat(3)]
    public partial Layer Fine { get; }

    [DownBlock(32)]
    public partial Layer ToMedium { get; }

    [BasicBlock(32), Repeat(2)]
    public partial Layer Medium { get; }

    [DownBlock(64)]
    public partial Layer ToCoarse { get; }

    [BasicBlock(64), Repeat(2)]
    public partial Layer Coarse { get; }

    [GlobalAvgPool2d, Linear(10)]
    public partial Layer Head { get; }
}
