namespace NetGen.Tests.Fixtures;

/// <summary>The MLP of the fixtures, in double.</summary>
[Network(Precision = Precision.Double)]
[Input(12)]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
internal sealed partial class MlpDouble
{
    [Linear(16), Relu, Linear(8), Tanh]
    public partial Layer Body { get; }

    [Linear(5)]
    public partial Layer Head { get; }
}

/// <summary>The CNN of the fixtures, in double.</summary>
[Network(Precision = Precision.Double)]
[Input(2, 13, 21)]
[CrossEntropyLoss]
internal sealed partial class CnnDouble
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

/// <summary>The residual network of the fixtures, in double.</summary>
[Network(Precision = Precision.Double)]
[Input(3, 8, 8)]
[MseLoss]
internal sealed partial class ResidualDouble
{
    [Conv2d(8, Kernel = 3, Padding = 1), BatchNorm, Relu]
    public partial Layer Stem { get; }

    [Conv2d(8, Kernel = 3, Padding = 1), BatchNorm, Relu, Conv2d(8, Kernel = 3, Padding = 1), BatchNorm, Add(nameof(Stem)), Relu]
    public partial Layer Block { get; }

    [From(nameof(Stem)), Conv2d(4, Kernel = 1), Sigmoid]
    public partial Layer Side { get; }

    [Concat(nameof(Block), nameof(Side)), Conv2d(6, Kernel = 3, Stride = 2, Padding = 1), Relu, GlobalAvgPool, Linear(3)]
    public partial Layer Join { get; }
}

/// <summary>The network with independent yes/no outputs, in double.</summary>
[Network(Precision = Precision.Double)]
[Input(6)]
[BinaryCrossEntropyLoss]
internal sealed partial class BinaryDouble
{
    [Linear(10), Sigmoid]
    public partial Layer Body { get; }

    [Linear(2)]
    public partial Layer Head { get; }
}
