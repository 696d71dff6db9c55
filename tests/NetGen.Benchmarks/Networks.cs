namespace NetGen.Benchmarks;

/// <summary>2 → 8 → 1.</summary>
[Network, Input(2), BinaryCrossEntropyWithLogitsLoss]
public partial class Xor
{
    [Linear(8), Tanh, Linear(1)]
    public partial Layer Body { get; }
}

/// <summary>784 → 256 → 128 → 10.</summary>
[Network, Input(784), CrossEntropyLoss]
public partial class Mlp
{
    [Linear(256), Relu, Linear(128), Relu, Linear(10)]
    public partial Layer Body { get; }
}

/// <summary>Two convolutions of 3×3, two linear layers: 1×28×28 → 10.</summary>
[Network, Input(1, 28, 28), CrossEntropyLoss]
public partial class Cnn
{
    [Conv2d(32, Kernel = 3, Padding = 1), Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(64, Kernel = 3, Padding = 1), Relu, MaxPool2d(2)]
    public partial Layer Body { get; }

    [Flatten, Linear(128), Relu, Dropout(0.5f), Linear(10)]
    public partial Layer Head { get; }
}

/// <summary>Two convolutions beside which their input passes unchanged. He et al. 2016.</summary>
public sealed partial class SameBlock(int channels) : BlockAttribute
{
    [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Relu]
    [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Residual, Relu]
    public partial Layer Body { get; }
}

/// <summary>The same at half the height and width: a 1×1 convolution brings the input to the output's shape.</summary>
public sealed partial class HalvingBlock(int channels) : BlockAttribute
{
    [From(Input), Conv2d(nameof(channels), Kernel = 1, Stride = 2, Bias = false), BatchNorm]
    public partial Layer Shortcut { get; }

    [From(Input), Conv2d(nameof(channels), Stride = 2, Padding = 1, Bias = false), BatchNorm, Relu]
    [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Add(nameof(Shortcut)), Relu]
    public partial Layer Body { get; }
}

/// <summary>ResNet-20 for pictures of 32 × 32 in colour. He et al. 2016, section 4.2.</summary>
[Network, Input(3, 32, 32), CrossEntropyLoss]
public partial class ResNet20
{
    [Conv2d(16, Padding = 1, Bias = false), BatchNorm, Relu]
    public partial Layer Stem { get; }

    [SameBlock(16), Repeat(3)]
    public partial Layer Fine { get; }

    [HalvingBlock(32)]
    public partial Layer ToMedium { get; }

    [SameBlock(32), Repeat(2)]
    public partial Layer Medium { get; }

    [HalvingBlock(64)]
    public partial Layer ToCoarse { get; }

    [SameBlock(64), Repeat(2)]
    public partial Layer Coarse { get; }

    [GlobalAvgPool2d, Linear(10)]
    public partial Layer Head { get; }
}

/// <summary>The same with a stem that is not trained.</summary>
[Network, Input(3, 32, 32), CrossEntropyLoss]
public partial class ResNet20FrozenStem
{
    [Conv2d(16, Padding = 1, Bias = false), BatchNorm, Relu, Frozen]
    public partial Layer Stem { get; }

    [SameBlock(16), Repeat(3)]
    public partial Layer Fine { get; }

    [HalvingBlock(32)]
    public partial Layer ToMedium { get; }

    [SameBlock(32), Repeat(2)]
    public partial Layer Medium { get; }

    [HalvingBlock(64)]
    public partial Layer ToCoarse { get; }

    [SameBlock(64), Repeat(2)]
    public partial Layer Coarse { get; }

    [GlobalAvgPool2d, Linear(10)]
    public partial Layer Head { get; }
}

/// <summary>The same with a new head alone to train.</summary>
[Network, Input(3, 32, 32), CrossEntropyLoss]
public partial class ResNet20FrozenBody
{
    [Conv2d(16, Padding = 1, Bias = false), BatchNorm, Relu, Frozen]
    public partial Layer Stem { get; }

    [SameBlock(16), Repeat(3), Frozen]
    public partial Layer Fine { get; }

    [HalvingBlock(32), Frozen]
    public partial Layer ToMedium { get; }

    [SameBlock(32), Repeat(2), Frozen]
    public partial Layer Medium { get; }

    [HalvingBlock(64), Frozen]
    public partial Layer ToCoarse { get; }

    [SameBlock(64), Repeat(2), Frozen]
    public partial Layer Coarse { get; }

    [GlobalAvgPool2d, Linear(10)]
    public partial Layer Head { get; }
}

/// <summary>An encoder's block with the normalizations first, as PyTorch's TransformerEncoderLayer with norm_first.</summary>
public sealed partial class EncoderBlock(int heads, int hidden) : BlockAttribute
{
    [LayerNorm, SelfAttention(nameof(heads), Dropout = 0.1f), Dropout(0.1f), Residual]
    public partial Layer Attend { get; }

    [LayerNorm, Linear(nameof(hidden)), Gelu, Dropout(0.1f), Linear("width"), Dropout(0.1f), Residual]
    public partial Layer Think { get; }
}

/// <summary>Two encoder blocks over 64 tokens of 1000, a class of 1000 for each.</summary>
[Network, TokenInput(vocabulary: 1000, length: 64), CrossEntropyLoss]
public partial class Transformer
{
    [Embedding(128), LearnedPositions]
    public partial Layer Embed { get; }

    [EncoderBlock(heads: 4, hidden: 512), Repeat(2)]
    public partial Layer Body { get; }

    [Linear(1000)]
    public partial Layer Head { get; }
}

/// <summary>A block of GPT-2. Radford et al. 2019.</summary>
public sealed partial class DecoderBlock(int heads, int expansion = 4) : BlockAttribute
{
    [LayerNorm, CausalSelfAttention(nameof(heads)), Dropout(0.1f), Residual]
    public partial Layer Attend { get; }

    [LayerNorm, Linear($"{nameof(expansion)} * width"), Gelu, Linear("width"), Dropout(0.1f), Residual]
    public partial Layer Think { get; }
}

/// <summary>The 124 M shape of GPT-2 over 64 tokens: declared that short, its plan counts the work and memory of what is timed.</summary>
[Network, TokenInput(vocabulary: 50257, length: 64), CrossEntropyLoss]
public partial class Gpt2
{
    [Embedding(768), LearnedPositions, Dropout(0.1f)]
    public partial Layer Embed { get; }

    [DecoderBlock(heads: 12), Repeat(12)]
    public partial Layer Body { get; }

    [LayerNorm, Linear(50257, Bias = false), SharesWeights(nameof(Embed))]
    public partial Layer Head { get; }
}

/// <summary>
/// One matrix of 4096 × 4096: with a batch of 4096, two square products a step, forward and for the gradient of the weights.
/// </summary>
[Network, Input(4096), MseLoss]
public partial class Gemm
{
    [Linear(4096, Bias = false)]
    public partial Layer Body { get; }
}

/// <summary>
/// Down to a quarter of the size and up again, each level joined with what it was on the way down. Ronneberger et al. 2015.
/// </summary>
[Network, Input(3, 64, 64), MseLoss]
public partial class UNet
{
    [Conv2d(16, Padding = 1), Relu, Conv2d(16, Padding = 1), Relu]
    public partial Layer Fine { get; }

    [MaxPool2d(2), Conv2d(32, Padding = 1), Relu, Conv2d(32, Padding = 1), Relu]
    public partial Layer Middle { get; }

    [MaxPool2d(2), Conv2d(64, Padding = 1), Relu, Conv2d(64, Padding = 1), Relu]
    public partial Layer Coarse { get; }

    [Upsample2d(2), Conv2d(32, Padding = 1), Relu, Concat(nameof(Middle)), Conv2d(32, Padding = 1), Relu]
    public partial Layer MiddleAgain { get; }

    [Upsample2d(2), Conv2d(16, Padding = 1), Relu, Concat(nameof(Fine)), Conv2d(16, Padding = 1), Relu, Conv2d(1, Kernel = 1)]
    public partial Layer FineAgain { get; }
}

/// <summary>Each layer reads all those before it, side by side. Huang et al. 2017.</summary>
[Network, Input(3, 32, 32), CrossEntropyLoss]
public partial class DenseNet
{
    [Conv2d(24, Padding = 1, Bias = false), MaxPool2d(2)]
    public partial Layer Stem { get; }

    [BatchNorm, Relu, Conv2d(12, Padding = 1, Bias = false), Concat(nameof(Stem))]
    public partial Layer First { get; }

    [BatchNorm, Relu, Conv2d(12, Padding = 1, Bias = false), Concat(nameof(First))]
    public partial Layer Second { get; }

    [BatchNorm, Relu, Conv2d(12, Padding = 1, Bias = false), Concat(nameof(Second))]
    public partial Layer Third { get; }

    [BatchNorm, Relu, Conv2d(12, Padding = 1, Bias = false), Concat(nameof(Third))]
    public partial Layer Fourth { get; }

    [BatchNorm, Relu, GlobalAvgPool2d, Linear(10)]
    public partial Layer Head { get; }
}

/// <summary>Channels are split, go different ways and come together; positions are taken out of a sequence.</summary>
[Network, Input(64, 48), MseLoss]
public partial class Split
{
    [Linear(96)]
    public partial Layer Mixed { get; }

    [From(nameof(Mixed)), Slice(Axis.Features, 0, 32), Linear(32), Gelu]
    public partial Layer Left { get; }

    [From(nameof(Mixed)), Slice(Axis.Features, 32, 32), Linear(32), Tanh]
    public partial Layer Middle { get; }

    [From(nameof(Mixed)), Slice(Axis.Features, 64, 32), Concat(nameof(Left), nameof(Middle)), Linear(128), SwiGlu]
    public partial Layer Joined { get; }

    [Slice(Axis.Length, 32, 32), Linear(16)]
    public partial Layer Head { get; }
}

/// <summary>64 tokens of 1000, a long short-term memory of 256, two classes from its last output.</summary>
[Network, TokenInput(vocabulary: 1000, length: 64), CrossEntropyLoss]
public partial class Lstm
{
    [Embedding(128), Lstm(256, LastOnly = true), Linear(2)]
    public partial Layer Body { get; }
}

/// <summary>The same with gated recurrent units.</summary>
[Network, TokenInput(vocabulary: 1000, length: 64), CrossEntropyLoss]
public partial class Gru
{
    [Embedding(128), Gru(256, LastOnly = true), Linear(2)]
    public partial Layer Body { get; }
}

/// <summary>64 tokens of 5000, filters over three, four and five of them, the largest value of each. Kim 2014.</summary>
[Network, TokenInput(vocabulary: 5000, length: 64), CrossEntropyLoss]
public partial class TextCnn
{
    [Embedding(128)]
    public partial Layer Words { get; }

    [From(nameof(Words)), Conv1d(100, Kernel = 3), Relu, MaxOver(Axis.Length)]
    public partial Layer Threes { get; }

    [From(nameof(Words)), Conv1d(100, Kernel = 4), Relu, MaxOver(Axis.Length)]
    public partial Layer Fours { get; }

    [From(nameof(Words)), Conv1d(100, Kernel = 5), Relu, MaxOver(Axis.Length)]
    public partial Layer Fives { get; }

    [Concat(nameof(Threes), nameof(Fours), nameof(Fives)), Dropout(0.5f), Linear(2)]
    public partial Layer Head { get; }
}

/// <summary>784 → 256 → 128 → 10 with GELU by its tanh formula.</summary>
[Network, Input(784), CrossEntropyLoss]
public partial class MlpGelu
{
    [Linear(256), Gelu(Approximation = GeluApproximation.Tanh), Linear(128), Gelu(Approximation = GeluApproximation.Tanh), Linear(10)]
    public partial Layer Body { get; }
}

/// <summary>The same with the formula as a method.</summary>
[Network, Input(784), CrossEntropyLoss]
public partial class MlpOwnGelu
{
    [Linear(256), Apply(nameof(Gelu)), Linear(128), Apply(nameof(Gelu)), Linear(10)]
    public partial Layer Body { get; }

    /// <summary>x · Φ(x), nearly. Hendrycks and Gimpel 2016.</summary>
    [Differentiable]
    public static float Gelu(float x) => 0.5f * x * (1 + System.MathF.Tanh(0.7978845608f * (x + (0.044715f * x * x * x))));
}

/// <summary>The long short-term memory of 256 as a method.</summary>
[Network, TokenInput(vocabulary: 1000, length: 64), CrossEntropyLoss]
public partial class OwnLstm
{
    [Embedding(128), Recurrent(nameof(Cell), LastOnly = true), Linear(2)]
    public partial Layer Body { get; }

    /// <summary>Hochreiter and Schmidhuber 1997.</summary>
    [Differentiable]
    public static (State After, Row<float> Hidden) Cell(Row<float> x, State before, Weights w)
    {
        Row<float> gates = (w.Input * x) + (w.Recurrent * before.Hidden) + w.Bias;
        Row<float> i = Row.Sigmoid(gates.Slice(0, 256)), f = Row.Sigmoid(gates.Slice(256, 256));
        Row<float> g = Row.Tanh(gates.Slice(512, 256)), o = Row.Sigmoid(gates.Slice(768, 256));
        Row<float> memory = (f * before.Memory) + (i * g);
        Row<float> hidden = o * Row.Tanh(memory);
        return (new State(hidden, memory), hidden);
    }

    /// <summary>What goes on to the next position.</summary>
    public sealed record State([Width(256)] Row<float> Hidden, [Width(256)] Row<float> Memory);

    /// <summary>What is learnt.</summary>
    public sealed record Weights(
        [Learnable(1024, 128)] Matrix<float> Input, [Learnable(1024, 256)] Matrix<float> Recurrent, [Learnable(1024)] Row<float> Bias);
}
