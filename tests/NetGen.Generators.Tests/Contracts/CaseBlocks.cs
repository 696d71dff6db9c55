namespace NetGen.Generators.Tests.Contracts;

/// <summary>Blocks that cases use.</summary>
internal static class CaseBlocks
{
    public const string Source = """
        internal sealed partial class Dense(string hidden) : BlockAttribute
        {
            [Linear(nameof(hidden)), Tanh, Linear("width"), Residual] public partial Layer Body { get; }
        }

        internal sealed partial class Basic(int channels) : BlockAttribute
        {
            [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Relu] public partial Layer First { get; }

            [Conv2d(nameof(channels), Padding = 1, Bias = false), BatchNorm, Add(Input), Relu] public partial Layer Second { get; }
        }

        internal sealed partial class Down(int channels, int stride = 2) : BlockAttribute
        {
            [Conv2d(nameof(channels), Stride = nameof(stride), Padding = 1, Bias = false), BatchNorm, Relu]
            public partial Layer Body { get; }

            [From(Input), Conv2d(nameof(channels), Stride = nameof(stride), Kernel = 1, Bias = false), BatchNorm]
            public partial Layer Shortcut { get; }

            [Add(nameof(Body), nameof(Shortcut)), Relu] public partial Layer Sum { get; }
        }

        internal sealed partial class Encoder(int heads, int hidden = 6) : BlockAttribute
        {
            [LayerNorm, SelfAttention(nameof(heads)), Residual] public partial Layer Attend { get; }

            [LayerNorm, Linear(nameof(hidden)), Gelu, Linear("width"), Residual] public partial Layer Think { get; }
        }

        internal sealed partial class Decoder(int heads, int expansion = 2) : BlockAttribute
        {
            [RmsNorm, CausalSelfAttention(nameof(heads)), Residual] public partial Layer Attend { get; }

            [RmsNorm, Linear($"{nameof(expansion)} * width"), Silu, Linear("width"), Residual] public partial Layer Think { get; }
        }

        internal sealed partial class Noisy(int heads) : BlockAttribute
        {
            [LayerNorm, CausalSelfAttention(nameof(heads), Dropout = 0.2f), Dropout(0.3f), Residual] public partial Layer Attend { get; }

            [LayerNorm, Linear("2 * width"), Gelu, Dropout(0.25f), Linear("width"), Residual] public partial Layer Think { get; }
        }

        internal sealed partial class Nest(int hidden, int times) : BlockAttribute
        {
            [Dense($"2 * {nameof(hidden)} - 1"), Repeat(nameof(times))] public partial Layer Deep { get; }

            [Dense("width / 2 + hidden % 2"), LayerNorm, Dense("3"), Add(Input)] public partial Layer Wide { get; }
        }

        internal sealed partial class Reading(string memory, int heads) : BlockAttribute
        {
            [CausalSelfAttention(nameof(heads)), Residual] public partial Layer Attend { get; }

            [LayerNorm, CrossAttention(nameof(memory), nameof(heads)), Residual] public partial Layer Look { get; }
        }

        internal sealed partial class Masked(int heads) : BlockAttribute
        {
            [SelfAttention(nameof(heads), KeyPadding = "Words"), Residual, LayerNorm] public partial Layer Attend { get; }
        }

        """;
}
