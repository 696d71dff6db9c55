namespace NetGen.Tests.Training;

/// <summary>A BatchNorm over features.</summary>
[Network(Precision = Precision.Double), Input(4), CrossEntropyLoss]
internal sealed partial class NormedFeatures
{
    [Linear(5, Bias = false), BatchNorm, Tanh, Linear(3)]
    public partial Layer Head { get; }
}

/// <summary>A BatchNorm behind the mean of all pixels, and one over 1×1 images.</summary>
[Network(Precision = Precision.Double), Input(2, 2, 2), CrossEntropyLoss]
internal sealed partial class NormedPixels
{
    [Conv2d(4, Kernel = 2, Bias = false), BatchNorm(Momentum = 0.3f), Tanh, Conv2d(3, Kernel = 1, Bias = false)]
    public partial Layer Stem { get; }

    [GlobalAvgPool2d, BatchNorm, Linear(3)]
    public partial Layer Head { get; }
}

/// <summary>The same BatchNorm twice in a step, and computed again in the backward pass.</summary>
[Network(Precision = Precision.Double), Input(4), CrossEntropyLoss]
internal sealed partial class NormedTwice
{
    [Linear(4, Bias = false), BatchNorm, Tanh, Repeat(2), SharesWeights, Recompute]
    public partial Layer Body { get; }

    [Linear(3)]
    public partial Layer Head { get; }
}

/// <summary>A BatchNorm over the positions of a sequence.</summary>
[Network(Precision = Precision.Double), Input(3, 2), CrossEntropyLoss]
internal sealed partial class NormedPositions
{
    [Linear(4, Bias = false), BatchNorm, Tanh, MeanOver(Axis.Length), Linear(3)]
    public partial Layer Head { get; }
}
