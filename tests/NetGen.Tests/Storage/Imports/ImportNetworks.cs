namespace NetGen.Tests.Storage.Imports;

// ResNet-18, a BERT classifier and GPT-2 as PyTorch has them, in the sizes of tests/fixtures/imports.

internal sealed partial class ResNetBlock(int channels) : BlockAttribute
{
    [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Relu, Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm]
    [Residual, Relu, ImportNames("conv1", "bn1", "conv2", "bn2")]
    public partial Layer Body { get; }
}

internal sealed partial class ResNetDownBlock(int channels) : BlockAttribute
{
    [Conv2d(nameof(channels), Stride = 2, Padding = 1, Bias = false), BatchNorm, Relu]
    [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, ImportNames("conv1", "bn1", "conv2", "bn2")]
    public partial Layer Body { get; }

    [From(Input), Conv2d(nameof(channels), Stride = 2, Kernel = 1, Bias = false), BatchNorm, ImportNames("downsample.0", "downsample.1")]
    public partial Layer Shortcut { get; }

    [Add(nameof(Body), nameof(Shortcut)), Relu]
    public partial Layer Sum { get; }
}

[Network, Input(3, 32, 32), CrossEntropyLoss]
internal sealed partial class TorchResNet18
{
    [Conv2d(2, Kernel = 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, Relu, MaxPool2d(3, Stride = 2, Padding = 1)]
    [ImportNames("conv1", "bn1")]
    public partial Layer Stem { get; }

    [ResNetBlock(2), Repeat(2), ImportNames("layer1")]
    public partial Layer First { get; }

    [ResNetDownBlock(4), ResNetBlock(4), ImportNames("layer2.0", "layer2.1")]
    public partial Layer Second { get; }

    [ResNetDownBlock(8), ResNetBlock(8), ImportNames("layer3.0", "layer3.1")]
    public partial Layer Third { get; }

    [ResNetDownBlock(16), ResNetBlock(16), ImportNames("layer4.0", "layer4.1")]
    public partial Layer Fourth { get; }

    [GlobalAvgPool2d, Linear(5), ImportNames("fc")]
    public partial Layer Head { get; }
}

internal sealed partial class BertLayer(int heads, int hidden) : BlockAttribute
{
    [SelfAttention(nameof(heads), KeyPadding = "Tokens"), Residual, LayerNorm(Epsilon = 1e-12f)]
    [ImportNames(
        "attention.self.query + attention.self.key + attention.self.value", "attention.output.dense", "attention.output.LayerNorm")]
    public partial Layer Attend { get; }

    [Linear(nameof(hidden)), Gelu, Linear("width"), Residual, LayerNorm(Epsilon = 1e-12f)]
    [ImportNames("intermediate.dense", "output.dense", "output.LayerNorm")]
    public partial Layer Think { get; }
}

[Network, TokenInput(30, 12, Padding = 0, Name = "Tokens"), TokenInput(2, 12, Name = "Types"), CrossEntropyLoss]
internal sealed partial class TorchBert
{
    [From("Types"), Embedding(8), ImportNames("embeddings.token_type_embeddings")]
    public partial Layer Segments { get; }

    [From("Tokens"), Embedding(8), LearnedPositions, Add(nameof(Segments)), LayerNorm(Epsilon = 1e-12f)]
    [ImportNames("embeddings.word_embeddings", "embeddings.position_embeddings", "embeddings.LayerNorm", FirstRows = true)]
    public partial Layer Embed { get; }

    [BertLayer(heads: 2, hidden: 20), Repeat(2), ImportNames("encoder.layer")]
    public partial Layer Encoder { get; }

    [Slice(Axis.Length, 0, 1), Flatten, Linear(8), Tanh, ImportNames("pooler.dense")]
    public partial Layer Pooler { get; }

    [Linear(3), ImportNames("classifier")]
    public partial Layer Head { get; }
}

internal sealed partial class Gpt2Block(int heads) : BlockAttribute
{
    [LayerNorm, CausalSelfAttention(nameof(heads)), Residual, ImportNames("ln_1", "attn.c_attn", "attn.c_proj", Transposed = true)]
    public partial Layer Attend { get; }

    [LayerNorm, Linear("4 * width"), Gelu(Approximation = GeluApproximation.Tanh), Linear("width"), Residual]
    [ImportNames("ln_2", "mlp.c_fc", "mlp.c_proj", Transposed = true)]
    public partial Layer Think { get; }
}

[Network, TokenInput(31, 10), CrossEntropyLoss]
internal sealed partial class TorchGpt2
{
    [Embedding(8), LearnedPositions, ImportNames("transformer.wte", "transformer.wpe", FirstRows = true)]
    public partial Layer Embed { get; }

    [Gpt2Block(heads: 2), Repeat(2), ImportNames("transformer.h")]
    public partial Layer Body { get; }

    [LayerNorm, Linear(31, Bias = false), SharesWeights(nameof(Embed)), ImportNames("transformer.ln_f", "lm_head")]
    public partial Layer Head { get; }
}

[Network, Input(6, 3), CrossEntropyLoss]
internal sealed partial class TorchRecurrences
{
    [Lstm(4, Layers = 2, Bidirectional = true), Gru(5, LastOnly = true), Linear(2), ImportNames("lstm", "gru", "fc")]
    public partial Layer Body { get; }
}

/// <summary>Names in all places they may stand.</summary>
[Network, Input(6, 8), MseLoss]
internal sealed partial class NamedEverywhere
{
    [Linear(8, WeightNorm = true), PRelu, Repeat(2), ImportNames("in.*.proj", "in.*.act")]
    public partial Layer In { get; }

    [Gpt2Block(heads: 2), Repeat(2)]
    public partial Layer Unnamed { get; }

    [CrossAttention(nameof(In), heads: 2, Bias = false), ImportNames("cross.q", "cross.k + cross.v", "cross.out_")]
    public partial Layer Cross { get; }

    [SelfAttention(2, Rotary = true, Bias = false), ImportNames("self.in_proj_", "self.o")]
    public partial Layer Self { get; }

    [SinusoidalPositions, Linear(8), Repeat(2), SharesWeights, ImportNames("again")]
    public partial Layer Again { get; }

    [Subnetwork(typeof(NamedPart)), ImportNames("part")]
    public partial Layer Part { get; }
}

[Network, Input(6, 8)]
internal sealed partial class NamedPart
{
    [LayerNorm, Linear(8), ImportNames("", "dense")]
    public partial Layer Body { get; }
}
