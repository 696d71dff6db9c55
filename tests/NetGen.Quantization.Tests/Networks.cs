namespace NetGen.Quantization.Tests;

/// <summary>Rows of an odd number of values, columns that fill no panel.</summary>
[Network, Quantized, Input(37)]
public partial class Rows
{
    [Linear(45, Bias = false)]
    public partial Layer Only { get; }
}

/// <summary>Runs of an odd number of values, a stride, padding.</summary>
[Network, Quantized, Input(3, 9, 7)]
public partial class Strided
{
    [Conv2d(5, Kernel = 3, Stride = 2, Padding = 1, Bias = false)]
    public partial Layer Only { get; }
}

/// <summary>More than a panel of columns, and a kernel that is not square.</summary>
[Network, Quantized, Input(4, 6, 11)]
public partial class Wide
{
    [Conv2d(33, Kernel = 5, Padding = 2, Bias = false)]
    public partial Layer Only { get; }
}

/// <summary>A sequence.</summary>
[Network, Quantized, Input(10, 6)]
public partial class Positions
{
    [Conv1d(7, Kernel = 3, Padding = 1, Bias = false)]
    public partial Layer Only { get; }
}

/// <summary>Tiles of 4×4, some of which go beyond the image, and channels that fill no vector.</summary>
[Network, Quantized, Input(18, 10, 7)]
public partial class Tiled
{
    [Conv2d(20, Kernel = 3, Padding = 1, Bias = false)]
    public partial Layer Only { get; }
}

/// <summary>Tiles of all kinds: whole ones, some with two lines or two pixels inside the image, and one with both.</summary>
[Network, Quantized, Input(18, 10, 6)]
public partial class Narrow
{
    [Conv2d(40, Kernel = 3, Padding = 1, Bias = false)]
    public partial Layer Only { get; }
}

/// <summary>A convolution whose sums could leave 32 bits at the points.</summary>
[Network, Quantized, Input(64, 4, 4)]
public partial class Deep
{
    [Conv2d(16, Kernel = 3, Padding = 1, Bias = false)]
    public partial Layer Only { get; }
}

/// <summary>All that follows integers: a bias, a normalization, activations, a pooling; and losses.</summary>
[Network, Quantized, Input(1, 12, 12), CrossEntropyLoss]
public partial class Small
{
    [Conv2d(16, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(24, Kernel = 3, Padding = 1), Gelu]
    public partial Layer Body { get; }

    [Flatten, Linear(20), Relu, Dropout(0.5f), Linear(5)]
    public partial Layer Head { get; }
}

/// <summary>The same without integers.</summary>
[Network, Input(1, 12, 12), CrossEntropyLoss]
public partial class Plain
{
    [Conv2d(16, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(24, Kernel = 3, Padding = 1), Gelu]
    public partial Layer Body { get; }

    [Flatten, Linear(20), Relu, Dropout(0.5f), Linear(5)]
    public partial Layer Head { get; }
}

/// <summary>Integers in one stage only.</summary>
[Network, Input(6), MseLoss]
public partial class Partly
{
    [Quantized, Linear(8), Tanh]
    public partial Layer First { get; }

    [Linear(2)]
    public partial Layer Last { get; }
}

/// <summary>Blocks that are repeated.</summary>
[Network, Quantized, Input(8), MseLoss]
public partial class Repeated
{
    [Linear(8), Tanh, Residual, Repeat(3)]
    public partial Layer Body { get; }

    [Linear(2)]
    public partial Layer Last { get; }
}

/// <summary>Learns to do with integers.</summary>
[Network, Quantized(Training = true), Input(6), MseLoss]
public partial class Aware
{
    [Linear(9), Relu]
    public partial Layer First { get; }

    [Linear(3)]
    public partial Layer Last { get; }
}

/// <summary>The same with convolutions of both kinds of kernels.</summary>
[Network, Quantized(Training = true), Input(2, 8, 8), MseLoss]
public partial class AwareImages
{
    [Conv2d(16, Kernel = 3, Padding = 1), Relu]
    public partial Layer First { get; }

    [Conv2d(16, Kernel = 3, Padding = 1), Relu]
    public partial Layer Second { get; }

    [Flatten, Linear(3)]
    public partial Layer Last { get; }
}
