namespace NetGen.ML.Tests;

[Network, Input(4), BinaryCrossEntropyWithLogitsLoss]
public partial class YesNo
{
    [Linear(8), Tanh, Linear(1)]
    public partial Layer Body { get; }
}

[Network, Input(4), BinaryCrossEntropyWithLogitsLoss(SampleWeights = true)]
public partial class WeightedYesNo
{
    [Linear(8), Tanh, Linear(1)]
    public partial Layer Body { get; }
}

[Network, Input(4), HingeLoss]
public partial class Margin
{
    [Linear(1)]
    public partial Layer Body { get; }
}

[Network, Input(4), CrossEntropyLoss]
public partial class Classes
{
    [Linear(16, Bias = false), BatchNorm, Relu]
    public partial Layer Body { get; }

    [Dropout(0.1f), Linear(3)]
    public partial Layer Head { get; }
}

[Network(Precision = Precision.Double), Input(4), MseLoss]
public partial class Number
{
    [Linear(16), Tanh, Linear(1)]
    public partial Layer Body { get; }
}

[Network, Input(4), PoissonNllLoss]
public partial class Counts
{
    [Linear(8), Tanh, Linear(1)]
    public partial Layer Body { get; }
}

[Network, Input(4), MultiMarginLoss]
public partial class Margins
{
    [Linear(3)]
    public partial Layer Body { get; }
}

[Network, Input(4), MseLoss]
public partial class Pair
{
    [Linear(2)]
    public partial Layer Body { get; }
}

[Network, Input(4), MseLoss]
public partial class Drawing
{
    [Linear(1), Linear(4)]
    public partial Layer Body { get; }
}

[Network, TokenInput(10, 4), CrossEntropyLoss]
public partial class Tokens
{
    [EmbeddingBag(4), Linear(2)]
    public partial Layer Body { get; }
}

[Network, Input(4), MseLoss(On = nameof(Left)), MseLoss(On = nameof(Right))]
public partial class Twins
{
    [Linear(1)]
    public partial Layer Left { get; }

    [From("input"), Linear(1)]
    public partial Layer Right { get; }
}

[Network, Input(4), MseLoss]
public partial class Unregistered
{
    [Linear(1)]
    public partial Layer Body { get; }
}
