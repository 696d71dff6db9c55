using NetGen;

namespace Explanations.Messages;

/// <summary>A layer of a transformer: words look at one another, then each is thought over.</summary>
public sealed partial class EncoderBlock(int heads, int hidden) : BlockAttribute
{
    [LayerNorm, SelfAttention(nameof(heads), KeyPadding = "input"), Residual]
    public partial Layer Attend { get; }

    [LayerNorm, Linear(nameof(hidden)), Gelu, Linear("width"), Residual]
    public partial Layer Think { get; }
}

/// <summary>A small transformer that tells messages from spam. Vaswani et al. 2017.</summary>
[Network]
[TokenInput(Vocabulary, Length, Padding = 0)]
[CrossEntropyLoss]
[Explain]
public partial class MessageTransformer
{
    /// <summary>Words that it knows.</summary>
    public const int Vocabulary = 3000;

    /// <summary>Words that it reads of a message.</summary>
    public const int Length = 32;

    [Embedding(32), Dropout(0.2f)]
    public partial Layer Embed { get; }

    [SinusoidalPositions, EncoderBlock(4, 64), Explain]
    public partial Layer First { get; }

    [EncoderBlock(4, 64), Explain]
    public partial Layer Second { get; }

    [LayerNorm, MeanOver(Axis.Length, SkipPadding = "input"), Dropout(0.3f), Linear(2)]
    public partial Layer Head { get; }
}
