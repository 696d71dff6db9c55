namespace NetGen.Mpi.Tests;

/// <summary>
/// Statistics of all processes: of pictures, of one number of each sample, in a loop over equal stages; beside weights that are summed
/// while the rest is computed, and masks.
/// </summary>
[Network(Precision = Precision.Double)]
[Input(1, 8, 8)]
[CrossEntropyLoss]
internal sealed partial class SynchronizedClassifier
{
    [Conv2d(4, Kernel = 3, Padding = 1, Bias = false), BatchNorm(Synchronized = true), Relu, Dropout(0.2f), MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Flatten, Linear(256, Bias = false), BatchNorm(Synchronized = true), Tanh]
    public partial Layer Wide { get; }

    [Linear(256, Bias = false), BatchNorm(Synchronized = true, Affine = false), Relu, Repeat(3)]
    public partial Layer Body { get; }

    [Linear(5)]
    public partial Layer Head { get; }
}

/// <summary>What it has of <see cref="NormalizedClassifier"/> but for the statistics of all processes.</summary>
[Network]
[Input(1, 8, 8)]
[CrossEntropyLoss]
internal sealed partial class SynchronizedTwin
{
    [Conv2d(4, Kernel = 3, Padding = 1, Bias = false), BatchNorm(Synchronized = true), Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Flatten, Linear(256), Relu, Dropout(0.25f), Linear(5)]
    public partial Layer Head { get; }
}

/// <summary>Sequences, read by kernels that a process without a sample goes through, too; some statistics stay as they are.</summary>
[Network(Precision = Precision.Double)]
[Input(6, 4)]
[CrossEntropyLoss]
internal sealed partial class SynchronizedReader
{
    [Linear(8, Bias = false), BatchNorm(Synchronized = true), Gelu, SelfAttention(2, Dropout = 0.1f)]
    public partial Layer Words { get; }

    [Lstm(8), LayerNorm, MeanOver(Axis.Length), BatchNorm(Frozen = true), Linear(5)]
    public partial Layer Head { get; }
}

/// <summary>Sequences that may be shorter than declared.</summary>
[Network(Precision = Precision.Double)]
[Input(6, 4)]
[MseLoss]
internal sealed partial class SynchronizedPositions
{
    [Linear(8, Bias = false), BatchNorm(Synchronized = true), Gelu, Linear(2)]
    public partial Layer Head { get; }
}
