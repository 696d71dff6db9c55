namespace NetGen.Tests.Fixtures;

// The blocks of the fixtures' networks, in both precisions.

/// <summary>GPT-2's, without dropout.</summary>
internal sealed partial class GptBlock(int heads) : BlockAttribute
{
    [LayerNorm, CausalSelfAttention(nameof(heads)), Residual]
    public partial Layer Attend { get; }

    [LayerNorm, Linear("4 * width"), Gelu, Linear("width"), Residual]
    public partial Layer Think { get; }
}

/// <summary>Llama's.</summary>
internal sealed partial class LlamaBlock(int heads, int hidden) : BlockAttribute
{
    [RmsNorm, CausalSelfAttention(nameof(heads), KeyValueHeads = 2, Rotary = true, Bias = false), Residual]
    public partial Layer Attend { get; }

    [RmsNorm, Linear($"2 * {nameof(hidden)}", Bias = false), SwiGlu, Linear("width", Bias = false), Residual]
    public partial Layer Think { get; }
}

/// <summary>torch.nn.TransformerEncoderLayer with norm_first.</summary>
internal sealed partial class PreNormBlock(int heads, int hidden) : BlockAttribute
{
    [LayerNorm, SelfAttention(nameof(heads)), Residual]
    public partial Layer Attend { get; }

    [LayerNorm, Linear(nameof(hidden)), Gelu, Linear("width"), Residual]
    public partial Layer Think { get; }
}

/// <summary>torch.nn.TransformerEncoderLayer without norm_first, on a network whose only input has padding.</summary>
internal sealed partial class PostNormBlock(int heads, int hidden) : BlockAttribute
{
    [SelfAttention(nameof(heads), KeyPadding = "input"), Residual, LayerNorm]
    public partial Layer Attend { get; }

    [Linear(nameof(hidden)), Relu, Linear("width"), Residual, LayerNorm]
    public partial Layer Think { get; }
}

/// <summary>A residual network's basic block.</summary>
internal sealed partial class BasicBlock(int channels) : BlockAttribute
{
    [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Relu,
        Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Residual, Relu]
    public partial Layer Body { get; }
}

/// <summary>The same with half the pixels and more channels.</summary>
internal sealed partial class DownBlock(int channels, int stride = 2) : BlockAttribute
{
    [Conv2d(nameof(channels), Stride = nameof(stride), Padding = 1, Bias = false), BatchNorm, Relu,
        Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm]
    public partial Layer Body { get; }

    [From(Input), Conv2d(nameof(channels), Stride = nameof(stride), Kernel = 1, Bias = false), BatchNorm]
    public partial Layer Shortcut { get; }

    [Add(nameof(Body), nameof(Shortcut)), Relu]
    public partial Layer Sum { get; }
}

/// <summary>A residual network's bottleneck block.</summary>
internal sealed partial class BottleneckBlock(int inner) : BlockAttribute
{
    [Conv2d(nameof(inner), Kernel = 1, Bias = false), BatchNorm, Relu]
    public partial Layer Narrow { get; }

    [Conv2d(nameof(inner), Padding = 1, Bias = false), BatchNorm, Relu]
    public partial Layer Middle { get; }

    [Conv2d("width", Kernel = 1, Bias = false), BatchNorm, Add(Input), Relu]
    public partial Layer Wide { get; }
}
