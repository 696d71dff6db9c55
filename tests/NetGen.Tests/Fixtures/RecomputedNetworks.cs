namespace NetGen.Tests.Fixtures;

/// <summary>Drops what it looks at and what it gives.</summary>
internal sealed partial class DroppingBlock(int heads) : BlockAttribute
{
    [LayerNorm, CausalSelfAttention(nameof(heads), Dropout = 0.2f), Dropout(0.3f), Residual]
    public partial Layer Attend { get; }
}

/// <summary>A network whose masks are drawn anew in each step.</summary>
[Network]
[TokenInput(11, 7)]
[CrossEntropyLoss]
internal sealed partial class Dropping
{
    [Embedding(8), LearnedPositions]
    public partial Layer Embed { get; }

    [DroppingBlock(heads: 2), Repeat(3)]
    public partial Layer Body { get; }

    [Linear(11)]
    public partial Layer Head { get; }
}

/// <summary>The same, with its body computed again in the backward pass.</summary>
[Network]
[TokenInput(11, 7)]
[CrossEntropyLoss]
internal sealed partial class DroppingRecomputed
{
    [Embedding(8), LearnedPositions]
    public partial Layer Embed { get; }

    [DroppingBlock(heads: 2), Repeat(3), Recompute]
    public partial Layer Body { get; }

    [Linear(11)]
    public partial Layer Head { get; }
}
