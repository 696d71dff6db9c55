namespace NetGen.Benchmarks;

/// <summary>2 → 8 → 1.</summary>
[Network, Input(2), BinaryCrossEntropyLoss]
public partial class Xor
{
    [Linear(8), Tanh, Linear(1)]
    public partial Layer Body { get; }
}

/// <summary>784 → 256 → 128 → 10.</summary>
[Network, Input(784), CrossEntropyLoss]
public partial class Mlp
{
    [Linear(256), Relu, Linear(128), Relu, Linear(10)]
    public partial Layer Body { get; }
}

/// <summary>Two convolutions of 3×3, two linear layers: 1×28×28 → 10.</summary>
[Network, Input(1, 28, 28), CrossEntropyLoss]
public partial class Cnn
{
    [Conv2d(32, Kernel = 3, Padding = 1), Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(64, Kernel = 3, Padding = 1), Relu, MaxPool2d(2)]
    public partial Layer Body { get; }

    [Flatten, Linear(128), Relu, Dropout(0.5f), Linear(10)]
    public partial Layer Head { get; }
}

/// <summary>One matrix of 4096 × 4096: with a batch of 4096, two square products a step, forward and for the gradient of the weights.</summary>
[Network, Input(4096), MseLoss]
public partial class Gemm
{
    [Linear(4096, Bias = false)]
    public partial Layer Body { get; }
}
