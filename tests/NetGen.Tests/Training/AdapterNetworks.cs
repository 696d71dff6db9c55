namespace NetGen.Tests.Training;

/// <summary>A block with both kinds of linear maps.</summary>
internal sealed partial class AdaptedBlock(int heads) : BlockAttribute
{
    [LayerNorm, CausalSelfAttention(nameof(heads)), Residual]
    public partial Layer Attend { get; }

    [LayerNorm, Linear("2 * width"), Gelu, Linear("width"), Residual]
    public partial Layer Think { get; }
}

/// <summary>A network to be adapted.</summary>
[Network, Input(5, 6), MseLoss]
internal sealed partial class Unadapted
{
    [AdaptedBlock(heads: 2), Repeat(2)]
    public partial Layer Body { get; }

    [Linear(3)]
    public partial Layer Head { get; }
}

/// <summary>The same with adapters.</summary>
[Network, Input(5, 6), MseLoss]
internal sealed partial class Adapted
{
    [AdaptedBlock(heads: 2), Repeat(2), LoRA(2, Alpha = 3), Features]
    public partial Layer Body { get; }

    [Linear(3), Frozen]
    public partial Layer Head { get; }
}

/// <summary>The same with adapters of another rank.</summary>
[Network, Input(5, 6), MseLoss]
internal sealed partial class AdaptedOtherwise
{
    [AdaptedBlock(heads: 2), Repeat(2), LoRA(3)]
    public partial Layer Body { get; }

    [Linear(3)]
    public partial Layer Head { get; }
}

/// <summary>Pictures, with the outputs of two stages.</summary>
[Network, Input(1, 6, 6), CrossEntropyLoss]
internal sealed partial class FeaturedPictures
{
    [Conv2d(4, Padding = 1, Bias = false), BatchNorm, Relu, Features]
    public partial Layer Stem { get; }

    [MaxPool2d(2), Dropout(0.5f), Flatten, Linear(5), Tanh, Features]
    public partial Layer Code { get; }

    [Linear(3)]
    public partial Layer Head { get; }
}

/// <summary>The same up to the first of them.</summary>
[Network, Input(1, 6, 6)]
internal sealed partial class PicturesToStem
{
    [Conv2d(4, Padding = 1, Bias = false), BatchNorm, Relu]
    public partial Layer Stem { get; }
}

/// <summary>The same up to the second.</summary>
[Network, Input(1, 6, 6)]
internal sealed partial class PicturesToCode
{
    [Conv2d(4, Padding = 1, Bias = false), BatchNorm, Relu]
    public partial Layer Stem { get; }

    [MaxPool2d(2), Dropout(0.5f), Flatten, Linear(5), Tanh]
    public partial Layer Code { get; }
}

/// <summary>Tokens of a run-time length.</summary>
[Network, TokenInput(7, 5), CrossEntropyLoss]
internal sealed partial class FeaturedTokens
{
    [Embedding(4), Features]
    public partial Layer Embed { get; }

    [Linear(7)]
    public partial Layer Head { get; }
}
