namespace NetGen.Tests.Fixtures;

// The fixtures' networks over sequences, in float: tests/fixtures/reference/sequences.py.

[Network]
[TokenInput(11, 7)]
[CrossEntropyLoss]
internal sealed partial class GptSingle
{
    [Embedding(8), LearnedPositions]
    public partial Layer Embed { get; }

    [GptBlock(heads: 2), Repeat(2)]
    public partial Layer Body { get; }

    [LayerNorm, Linear(11, Bias = false), SharesWeights(nameof(Embed))]
    public partial Layer Head { get; }
}

[Network]
[TokenInput(11, 7)]
[CrossEntropyLoss]
internal sealed partial class GptRecomputedSingle
{
    [Embedding(8), LearnedPositions]
    public partial Layer Embed { get; }

    [GptBlock(heads: 2), Repeat(2), Recompute]
    public partial Layer Body { get; }

    [LayerNorm, Linear(11, Bias = false), SharesWeights(nameof(Embed))]
    public partial Layer Head { get; }
}

[Network]
[TokenInput(9, 6)]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
internal sealed partial class LlamaSingle
{
    [Embedding(8)]
    public partial Layer Embed { get; }

    [LlamaBlock(heads: 4, hidden: 5), Repeat(2)]
    public partial Layer Body { get; }

    [RmsNorm, Linear(9), SharesWeights(nameof(Embed))]
    public partial Layer Head { get; }
}

[Network]
[TokenInput(10, 9, Padding = 3)]
[CrossEntropyLoss]
internal sealed partial class BidirectionalSingle
{
    [Embedding(8), SinusoidalPositions]
    public partial Layer Embed { get; }

    [SelfAttention(2, KeyPadding = "input"), Residual, LayerNorm]
    public partial Layer Attend { get; }

#pragma warning disable NG0083 // The network of the fixture counts padding here.
    [MeanOver(Axis.Length)]
    public partial Layer Mean { get; }

    [From(nameof(Attend)), MaxOver(Axis.Length)]
    public partial Layer Largest { get; }
#pragma warning restore NG0083

    [Concat(nameof(Mean), nameof(Largest)), Linear(4)]
    public partial Layer Head { get; }
}

[Network]
[Input(9, 12)]
[MseLoss]
internal sealed partial class RotarySingle
{
    [SelfAttention(2, KeyValueHeads = 1, Rotary = true), Residual]
    public partial Layer Attend { get; }

    [Linear(5), Silu, Linear(3)]
    public partial Layer Head { get; }
}

[Network]
[Input(70, 3)]
[CrossEntropyLoss]
internal sealed partial class LongSingle
{
    [Linear(6)]
    public partial Layer Stem { get; }

    [CausalSelfAttention(2), Residual]
    public partial Layer Attend { get; }

    [SelfAttention(3), Residual]
    public partial Layer Around { get; }

    [Linear(2)]
    public partial Layer Head { get; }
}

[Network]
[Input(5, 6)]
[MseLoss]
internal sealed partial class PreNormSingle
{
    [PreNormBlock(heads: 2, hidden: 10), Repeat(2)]
    public partial Layer Body { get; }
}

[Network]
[TokenInput(13, 8, Padding = 0)]
[CrossEntropyLoss]
internal sealed partial class PostNormSingle
{
    [Embedding(6), SinusoidalPositions]
    public partial Layer Embed { get; }

    [PostNormBlock(heads: 3, hidden: 9), Repeat(2)]
    public partial Layer Body { get; }

    [Slice(Axis.Length, 0, 1), Linear(4)]
    public partial Layer First { get; }

    [From(nameof(Body)), Slice(Axis.Length, -3, 2), Linear(2), MeanOver(Axis.Features), MaxOver(Axis.Length)]
    public partial Layer Last { get; }

    [Concat(nameof(First), nameof(Last)), Linear(3)]
    public partial Layer Head { get; }
}

[Network]
[TokenInput(12, 8, Name = "Source", Padding = 0)]
[TokenInput(7, 5, Name = "Target")]
[CrossEntropyLoss]
internal sealed partial class TranslationSingle
{
    [From("Source"), Embedding(6), LearnedPositions]
    public partial Layer Read { get; }

    [SelfAttention(3, KeyPadding = "Source"), Residual, LayerNorm]
    public partial Layer Encoder { get; }

    [From("Target"), Embedding(8), SinusoidalPositions]
    public partial Layer Write { get; }

    [CausalSelfAttention(4), Residual, LayerNorm]
    public partial Layer Look { get; }

    [CrossAttention(nameof(Encoder), 2, KeyPadding = "Source"), Residual, LayerNorm]
    public partial Layer Cross { get; }

    [Linear(7)]
    public partial Layer Head { get; }
}

[Network]
[Input(6, 5)]
[MseLoss]
internal sealed partial class ProductsSingle
{
    [Linear(4)]
    public partial Layer Left { get; }

    [From("input"), Linear(4), Tanh]
    public partial Layer Right { get; }

    [From(nameof(Left)), MatMul(nameof(Right), Transpose = true, Scale = 0.5f), Softmax]
    public partial Layer Scores { get; }

    [MatMul(nameof(Left)), Silu]
    public partial Layer Mixed { get; }

    [Permute(1, 0), MatMul(nameof(Right)), Linear(3)]
    public partial Layer Square { get; }
}

[Network]
[Input(7, 5)]
[CrossEntropyLoss]
internal sealed partial class RecurrentSingle
{
    [Lstm(4, Layers = 2, Bidirectional = true)]
    public partial Layer Body { get; }

    [Gru(6)]
    public partial Layer Middle { get; }

    [Rnn(5, LastOnly = true), Linear(3)]
    public partial Layer Head { get; }
}
