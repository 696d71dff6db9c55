namespace NetGen.Tests.Training;

/// <summary>Everything a step can have: convolution, running statistics, pooling, a mask drawn in each step.</summary>
[Network]
[Input(1, 9, 7)]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
internal sealed partial class StepClassifier
{
    [Conv2d(6, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(3, Stride = 2, Padding = 1)]
    public partial Layer Stem { get; }

    [Flatten, Linear(17, Bias = false), Relu, Dropout(0.25f), Linear(3)]
    public partial Layer Head { get; }
}

/// <summary>Only the two masks stand between the input and the sum that is the output.</summary>
[Network]
[Input(4000)]
[MseLoss]
internal sealed partial class TwiceMasked
{
    [Dropout(0.5f), Dropout(0.5f), Linear(1, Bias = false)]
    public partial Layer Sum { get; }
}

/// <summary>Weights of every start, large enough for statistics.</summary>
[Network]
[Input(300)]
[MseLoss]
internal sealed partial class ManyStarts
{
    [Linear(200, Initializer = Initializer.HeUniform)]
    public partial Layer HeUniform { get; }

    [Linear(100, Initializer = Initializer.HeNormal)]
    public partial Layer HeNormal { get; }

    [Linear(200, Initializer = Initializer.XavierUniform), Relu]
    public partial Layer XavierUniform { get; }

    [Linear(100, Initializer = Initializer.XavierNormal), Relu]
    public partial Layer XavierNormal { get; }

#pragma warning disable NG0081 // How its bias starts is tested, too.
    [Linear(200), BatchNorm, Gelu]
    public partial Layer BeforeGelu { get; }
#pragma warning restore NG0081

    [Linear(100), Tanh]
    public partial Layer BeforeTanh { get; }

    [Linear(100)]
    public partial Layer BeforeRelu { get; }

    [Relu, Linear(100)]
    public partial Layer Last { get; }
}

/// <summary>A matrix that two more stages are tied to, one of them behind a normalization.</summary>
[Network, TokenInput(vocabulary: 9, length: 5)]
[CrossEntropyLoss, CrossEntropyLoss(On = nameof(Plain))]
internal sealed partial class TiedHead
{
    [Embedding(4)]
    public partial Layer Embed { get; }

    [Linear(9, Bias = false), SharesWeights(nameof(Embed))]
    public partial Layer Plain { get; }

    [From(nameof(Embed)), LayerNorm, Linear(9, Bias = false), SharesWeights(nameof(Embed))]
    public partial Layer Head { get; }
}

/// <summary>Stages with the weights of others, in the network and in a block.</summary>
[Network, Input(3), MseLoss]
internal sealed partial class SharedStages
{
    [Linear(3), Tanh]
    public partial Layer First { get; }

    [Linear(3), Relu, SharesWeights(nameof(First))]
    public partial Layer Second { get; }

    [Siblings, Repeat(2)]
    public partial Layer Blocks { get; }
}

/// <summary>Two stages with the same weights.</summary>
internal sealed partial class Siblings : BlockAttribute
{
    [Linear("width")]
    public partial Layer Left { get; }

    [Linear("width"), Tanh, SharesWeights(nameof(Left))]
    public partial Layer Right { get; }
}
