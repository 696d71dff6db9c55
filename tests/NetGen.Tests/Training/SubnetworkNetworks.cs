namespace NetGen.Tests.Training;

/// <summary>What is trained by itself first.</summary>
[Network, Input(1, 6, 6), CrossEntropyLoss]
internal sealed partial class PictureEncoder
{
    [Conv2d(4, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Flatten, Linear(5)]
    public partial Layer Code { get; }
}

/// <summary>The same under a new head.</summary>
[Network, Input(1, 6, 6), CrossEntropyLoss]
internal sealed partial class EncodedClassifier
{
    [Subnetwork(typeof(PictureEncoder))]
    public partial Layer Body { get; }

    [Relu, Linear(3)]
    public partial Layer Head { get; }
}

/// <summary>The same beside other operations, and predicted as it is.</summary>
[Network(Precision = Precision.Double), Input(1, 12, 12)]
internal sealed partial class PooledEncoder
{
    [AvgPool2d(2), Subnetwork(typeof(PictureEncoder)), Linear(5)]
    public partial Layer Body { get; }
}

/// <summary>Nothing but the encoder.</summary>
[Network, Input(1, 6, 6)]
internal sealed partial class EncoderAlone
{
    [Subnetwork(typeof(PictureEncoder))]
    public partial Layer Body { get; }
}

/// <summary>The encoder's names, but another shape in the last stage.</summary>
[Network, Input(1, 6, 6), CrossEntropyLoss]
internal sealed partial class WiderEncoder
{
    [Conv2d(4, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Flatten, Linear(6)]
    public partial Layer Code { get; }
}

/// <summary>The encoder's names and one more.</summary>
[Network, Input(1, 6, 6), CrossEntropyLoss]
internal sealed partial class LongerEncoder
{
    [Conv2d(4, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Flatten, Linear(5)]
    public partial Layer Code { get; }

    [Linear(5)]
    public partial Layer More { get; }
}

/// <summary>What can stand behind itself.</summary>
[Network, Input(4)]
internal sealed partial class Step4
{
    [Linear(4), Tanh]
    public partial Layer Turn { get; }
}

/// <summary>Twice the same network with weights of its own, and twice with one.</summary>
[Network, Input(4), MseLoss]
internal sealed partial class Repeated
{
    [Subnetwork(typeof(Step4)), Repeat(2)]
    public partial Layer Each { get; }

    [Subnetwork(typeof(Step4)), Repeat(2), SharesWeights]
    public partial Layer One { get; }
}
