namespace NetGen.Tests.Training;

[Network, Input(3), BinaryCrossEntropyWithLogitsLoss]
internal sealed partial class YesOrNo
{
    [Linear(1)]
    public partial Layer Head { get; }
}

[Network(Precision = Precision.Double), Input(3), BinaryCrossEntropyWithLogitsLoss]
internal sealed partial class YesOrNoDouble
{
    [Linear(1)]
    public partial Layer Head { get; }
}

[Network, Input(1), CrossEntropyLoss]
internal sealed partial class TwentyClasses
{
    [Linear(20)]
    public partial Layer Head { get; }
}

/// <summary>Takes finite targets of any size, and enough of them for vectors.</summary>
[Network, Input(70), MseLoss]
internal sealed partial class ManyValues
{
    [Linear(70)]
    public partial Layer Head { get; }
}

[Network, Input(2, Name = "Left"), Input(3, Name = "Right"), BinaryCrossEntropyWithLogitsLoss(On = nameof(Yes)), MseLoss(On = nameof(Size))]
internal sealed partial class YesAndSize
{
    [From("Left"), Linear(2)]
    public partial Layer Yes { get; }

    [From("Right"), Linear(1)]
    public partial Layer Size { get; }
}

[Network, TokenInput(vocabulary: 5, length: 2), BinaryCrossEntropyWithLogitsLoss]
internal sealed partial class YesOfTokens
{
    [Embedding(3), MeanOver(Axis.Length), Linear(1)]
    public partial Layer Head { get; }
}
