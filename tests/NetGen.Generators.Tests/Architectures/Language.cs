namespace NetGen.Generators.Tests.Architectures;

/// <summary>Networks over tokens, with one blueprint for the published size and for one that a test can train.</summary>
internal static class Language
{
    public const string Blocks = """
        public sealed partial class DecoderBlock(int heads) : BlockAttribute
        {
            [LayerNorm, CausalSelfAttention(nameof(heads)), Dropout(0.1f), Residual] public partial Layer Attend { get; }

            [LayerNorm, Linear("4 * width"), Gelu, Linear("width"), Dropout(0.1f), Residual] public partial Layer Think { get; }
        }

        public sealed partial class PostNormEncoder(int heads) : BlockAttribute
        {
            [SelfAttention(nameof(heads), KeyPadding = "Words", Dropout = 0.1f), Dropout(0.1f), Residual, LayerNorm]
            public partial Layer Attend { get; }

            [Linear("4 * width"), Gelu, Linear("width"), Dropout(0.1f), Residual, LayerNorm] public partial Layer Think { get; }
        }

        public sealed partial class PreNormEncoder(int heads) : BlockAttribute
        {
            [LayerNorm, SelfAttention(nameof(heads), KeyPadding = "Words"), Residual] public partial Layer Attend { get; }

            [LayerNorm, Linear("4 * width"), Gelu, Linear("width"), Residual] public partial Layer Think { get; }
        }
        """;

    /// <summary>Radford et al. 2019.</summary>
    public static string Gpt(string name, int vocabulary, int length, int width, int heads, int layers) => $$"""
        [Network, TokenInput({{vocabulary}}, {{length}}), CrossEntropyLoss]
        public partial class {{name}}
        {
            [Embedding({{width}}), LearnedPositions, Dropout(0.1f)] public partial Layer Embed { get; }

            [DecoderBlock({{heads}}), Repeat({{layers}})] public partial Layer Body { get; }

            [LayerNorm, Linear({{vocabulary}}, Bias = false), SharesWeights(nameof(Embed))] public partial Layer Head { get; }
        }
        """;

    /// <summary>Devlin et al. 2019, without the vectors that tell two sentences apart: classifies by the first token.</summary>
    public static string Bert(string name, int vocabulary, int length, int width, int heads, int layers, int classes) => $$"""
        [Network, TokenInput({{vocabulary}}, {{length}}, Name = "Words", Padding = 0), CrossEntropyLoss]
        public partial class {{name}}
        {
            [Embedding({{width}}), LearnedPositions, LayerNorm, Dropout(0.1f)] public partial Layer Embed { get; }

            [PostNormEncoder({{heads}}), Repeat({{layers}})] public partial Layer Body { get; }

            [Slice(Axis.Length, 0, 1), Linear({{width}}), Tanh] public partial Layer Pooler { get; }

            [Linear({{classes}})] public partial Layer Head { get; }
        }
        """;

    /// <summary>The same with its norms before what they are for: Xiong et al. 2020; classifies by the first token too.</summary>
    public static string PreNormBert(string name, int vocabulary, int length, int width, int heads, int layers, int classes) => $$"""
        [Network, TokenInput({{vocabulary}}, {{length}}, Name = "Words", Padding = 0), CrossEntropyLoss]
        public partial class {{name}}
        {
            [Embedding({{width}}), SinusoidalPositions] public partial Layer Embed { get; }

            [PreNormEncoder({{heads}}), Repeat({{layers}})] public partial Layer Body { get; }

            [LayerNorm, Slice(Axis.Length, 0, 1), Linear({{classes}})] public partial Layer Head { get; }
        }
        """;
}
