namespace NetGen.Mpi.Tests;

/// <summary>
/// Two matrices large enough to be summed while the rest is computed, a mask that is drawn in the store of one of them and one of its own,
/// and what is summed at the end.
/// </summary>
[Network(Precision = Precision.Double)]
[Input(1, 8, 8)]
[CrossEntropyLoss]
internal sealed partial class MaskedClassifier
{
    [Conv2d(4, Kernel = 3, Padding = 1), Relu, Dropout(0.2f), MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Flatten, Linear(256), Relu, Dropout(0.3f), Linear(128), Tanh, GaussianNoise(0.1f), Linear(5)]
    public partial Layer Head { get; }
}

/// <summary>Masks of attention, and of whole samples.</summary>
[Network(Precision = Precision.Double)]
[TokenInput(vocabulary: 11, length: 6)]
[CrossEntropyLoss]
internal sealed partial class MaskedReader
{
    [Embedding(16)]
    public partial Layer Words { get; }

    [CausalSelfAttention(2, Dropout = 0.3f), DropPath(0.2f), Add(nameof(Words)), Flatten, Linear(5)]
    public partial Layer Head { get; }
}

/// <summary>A penalty, which counts once for a batch, and two losses.</summary>
[Network(Precision = Precision.Double)]
[Input(6)]
[MseLoss(On = nameof(Place)), CrossEntropyLoss(On = nameof(Kind), Weight = 0.5f)]
internal sealed partial class PenalizedRegressor
{
    [Linear(9), Tanh, Regularizer(nameof(Square), Weight = 0.05f)]
    public partial Layer Stem { get; }

    [From(nameof(Stem)), Linear(2)]
    public partial Layer Place { get; }

    [From(nameof(Stem)), Linear(3)]
    public partial Layer Kind { get; }

    [Differentiable]
    internal static double Square(double w) => w * w;
}

/// <summary>Running statistics, and numbers that round.</summary>
[Network]
[Input(1, 8, 8)]
[CrossEntropyLoss]
internal sealed partial class NormalizedClassifier
{
    [Conv2d(4, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Flatten, Linear(256), Relu, Dropout(0.25f), Linear(5)]
    public partial Layer Head { get; }
}
