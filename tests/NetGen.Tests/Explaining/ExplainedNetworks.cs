namespace NetGen.Tests.Explaining;

/// <summary>The layers of the digits' network, small, in double.</summary>
[Network(Precision = Precision.Double), Input(1, 8, 8), CrossEntropyLoss, Explain]
public partial class ExplainedPictures
{
    [Conv2d(4, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2), Explain]
    public partial Layer Stem { get; }

    [Conv2d(6, Padding = 1), Gelu, MaxPool2d(2)]
    public partial Layer Body { get; }

    [Flatten, Linear(9), Relu, Dropout(0.5f), Linear(5)]
    public partial Layer Head { get; }
}

/// <summary>The network of tests/fixtures/make_explanations.py.</summary>
[Network, Input(1, 6, 6), CrossEntropyLoss, Explain]
public partial class ExplainedFixture
{
    [Conv2d(3, Padding = 1), Relu, MaxPool2d(2), Explain]
    public partial Layer Stem { get; }

    [Flatten, Linear(7), Tanh, Linear(4)]
    public partial Layer Head { get; }
}

/// <summary>What the sample for digits trains.</summary>
[Network, Input(1, 28, 28), CrossEntropyLoss, Explain]
public partial class ExplainedDigits
{
    [Conv2d(32, Padding = 1), Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(64, Padding = 1), Relu, MaxPool2d(2), Explain]
    public partial Layer Body { get; }

    [Flatten, Linear(128), Relu, Dropout(0.5f), Linear(10)]
    public partial Layer Head { get; }
}

/// <summary>The same in double.</summary>
[Network(Precision = Precision.Double), Input(1, 28, 28), CrossEntropyLoss, Explain]
public partial class ExplainedDigitsInDouble
{
    [Conv2d(32, Padding = 1), Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(64, Padding = 1), Relu, MaxPool2d(2)]
    public partial Layer Body { get; }

    [Flatten, Linear(128), Relu, Dropout(0.5f), Linear(10)]
    public partial Layer Head { get; }
}

/// <summary>A block of a small transformer.</summary>
public sealed partial class ExplainedBlock : BlockAttribute
{
    [SelfAttention(2, KeyPadding = "input"), Residual, LayerNorm]
    public partial Layer Attend { get; }

    [Linear(16), Gelu, Linear(8), Residual, LayerNorm]
    public partial Layer Think { get; }
}

/// <summary>A small transformer over tokens.</summary>
[Network(Precision = Precision.Double), TokenInput(11, 7, Padding = 0), CrossEntropyLoss]
public partial class ExplainedTokens
{
    [Embedding(8), LearnedPositions]
    public partial Layer Embed { get; }

    [ExplainedBlock, Repeat(2), Explain]
    public partial Layer Blocks { get; }

    [MeanOver(Axis.Length, SkipPadding = "input"), Linear(3)]
    public partial Layer Head { get; }
}

/// <summary>A recurrence over a sequence of values.</summary>
[Network(Precision = Precision.Double), Input(6, 3), MseLoss, Explain]
public partial class ExplainedSequence
{
    [Lstm(5), Explain]
    public partial Layer Read { get; }

    [MeanOver(Axis.Length), Linear(2)]
    public partial Layer Head { get; }
}
