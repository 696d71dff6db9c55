using NetGen;

namespace Digits;

/// <summary>Two convolutions beside which their input passes unchanged. He et al. 2016, https://arxiv.org/abs/1512.03385.</summary>
public sealed partial class BasicBlock(int channels) : BlockAttribute
{
    [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Relu]
    [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Residual, Relu]
    public partial Layer Body { get; }
}
