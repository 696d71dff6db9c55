namespace NetGen.Serving.Tests;

[Network, Input(12), CrossEntropyLoss]
internal sealed partial class Vectors
{
    [Linear(32), Relu, Linear(5)]
    public partial Layer Body { get; }
}

[Network(Precision = Precision.Double), Input(3)]
internal sealed partial class Doubles
{
    [Linear(2)]
    public partial Layer Body { get; }
}

[Network, Input(2, 3, 4)]
internal sealed partial class Pictures
{
    [Conv2d(2, Kernel = 1)]
    public partial Layer Body { get; }
}

[Network, TokenInput(vocabulary: 9, length: 6)]
internal sealed partial class Tokens
{
    [Embedding(4), Linear(3)]
    public partial Layer Body { get; }
}

[Network, Input(5, 2)]
internal sealed partial class Sequences
{
    [Linear(4), CausalSelfAttention(1), Linear(2)]
    public partial Layer Body { get; }
}

[Network, Input(2, Name = "Left"), TokenInput(vocabulary: 7, length: 4, Name = "Right")]
internal sealed partial class Pairs
{
    [From("Left"), Linear(3), Output]
    public partial Layer Yes { get; }

    [From("Right"), Embedding(5), Linear(2), Output]
    public partial Layer Size { get; }
}

/// <summary>So much work that requests wait.</summary>
[Network, Input(12)]
internal sealed partial class Wide
{
    [Linear(2000), Relu, Linear(2000), Relu, Linear(2000), Relu, Linear(5)]
    public partial Layer Body { get; }
}
