namespace NetGen.Tests.Training;

[Network, Input(12), CrossEntropyLoss]
internal sealed partial class SharedMlp
{
    [Linear(300), Relu]
    public partial Layer Body { get; }

    [Linear(5)]
    public partial Layer Head { get; }
}

[Network, Input(4), MseLoss]
internal sealed partial class SharedFeatures
{
    [Linear(7), Tanh, Features]
    public partial Layer Code { get; }

    [Linear(2)]
    public partial Layer Head { get; }
}

[Network, TokenInput(vocabulary: 9, length: 6)]
internal sealed partial class SharedTokens
{
    [Embedding(8), Linear(3)]
    public partial Layer Body { get; }
}

[Network, Input(5, 3)]
internal sealed partial class SharedSequence
{
    [Linear(4), CausalSelfAttention(1), Linear(2)]
    public partial Layer Body { get; }
}

[Network, Input(2, Name = "Left"), TokenInput(vocabulary: 7, length: 4, Name = "Right")]
internal sealed partial class SharedPair
{
    [From("Left"), Linear(3), Output]
    public partial Layer Yes { get; }

    [From("Right"), Embedding(5), Linear(2), Output]
    public partial Layer Size { get; }
}

[Network, Input(12)]
internal sealed partial class WideMlp
{
    [Linear(1000), Relu, Linear(1000), Relu, Linear(5)]
    public partial Layer Body { get; }
}
