namespace NetGen.Generators.Tests;

/// <content>Tokens, sequences, attention, shared weights, several inputs and outputs.</content>
internal static partial class DiagnosticCases
{
    private static IReadOnlyList<DiagnosticCase> Sequences() =>
    [
        Tokens("NG0010", "«TokenInput(0, 6)»", "Embedding(4), Linear(2)", "vocabulary", "0"),
        Tokens("NG0010", "«TokenInput(9, 0)»", "Embedding(4), Linear(2)", "length", "0"),
        Tokens("NG0010", "«TokenInput(9, 6, Padding = 9)»", "Embedding(4), Linear(2)", "padding", "9"),
        Tokens("NG0010", "«TokenInput(9, 6, Padding = -2)»", "Embedding(4), Linear(2)", "padding", "-2"),
        Tokens("NG0010", "«TokenInput(9, 6, Name = \"a b\")»", "Embedding(4), Linear(2)", "'a b'", "identifier"),
        Tokens("NG0010", "TokenInput(9, 6)", "«Embedding(0)», Linear(2)", "Embedding", "width", "0"),
        Tokens(
            "NG0010", "TokenInput(9, 6)",
            "Embedding(4), «SelfAttention(2, KeyPadding = \"input\")», Linear(2)",
            "KeyPadding", "'input'", "Padding", "none"),
        Tokens(
            "NG0010", "TokenInput(9, 6, Padding = 0, Name = \"Text\")",
            "Embedding(4), «SelfAttention(2, KeyPadding = \"Test\")», Linear(2)",
            "'Test'", "Text"),
        Tokens("NG0011", "TokenInput(9, 6)", "«Linear(4)»", "Linear", "6 tokens", "Embedding"),
        Tokens("NG0011", "TokenInput(9, 6)", "«SelfAttention(2)», Linear(2)", "SelfAttention", "6 tokens", "Embedding"),

        Head("NG0010", "6, 4", "«SelfAttention(0)», Linear(2)", "heads", "0"),
        Head("NG0010", "6, 4", "«SelfAttention(2, KeyValueHeads = -1)», Linear(2)", "keyValueHeads", "-1"),
        Head("NG0010", "6, 4", "«CausalSelfAttention(2, Dropout = 1)», Linear(2)", "dropout", "1"),
        Head("NG0010", "6, 4", "«LayerNorm(Epsilon = 0)»", "LayerNorm", "epsilon"),
        Head("NG0010", "6, 4", "«RmsNorm(Epsilon = 2)»", "RmsNorm", "epsilon"),
        Head("NG0010", "6, 4", "«Permute(0, 0)»", "axes", "(0, 0)", "6×4"),
        Head("NG0010", "6, 4", "«Permute(2, 1, 0)»", "axes", "(2, 1, 0)", "6×4"),
        Head("NG0010", "6, 4", "«Reshape(-1, -1)»", "shape", "(-1, -1)"),
        Head("NG0010", "6, 4", "«Reshape(2, 3, 2, 2)»", "shape", "(2, 3, 2, 2)"),
        Head("NG0010", "6, 4", "«Reshape(0, 24)»", "shape", "(0, 24)"),
        Head("NG0010", "6, 4", "«MeanOver((Axis)5)»", "axis", "5", "Features"),
        Head("NG0010", "2, 4, 4", "«Upsample2d(0)»", "Upsample2d", "factor", "0"),
        Head("NG0010", "4", "Linear(4), «Repeat(0)»", "Repeat", "count", "0"),
        Head("NG0010", "4", "Linear(4), «Repeat(100000)»", "count", "100000"),

        Tokens(
            "NG0010", "TokenInput(9, 6)", "Embedding(4), «Lstm(2, SkipPadding = \"input\")», Linear(2)",
            "Lstm", "SkipPadding", "'input'", "Padding"),
        Tokens(
            "NG0010", "TokenInput(9, 6, Padding = 0)",
            "Embedding(4), «MeanOver(Axis.Features, SkipPadding = \"input\")», Linear(2)",
            "skipPadding", "'input'", "Axis.Length"),
        Tokens(
            "NG0011", "TokenInput(9, 6, Padding = 0)",
            "Embedding(4), Slice(Axis.Length, 0, 3), «Gru(2, SkipPadding = \"input\")», Linear(2)",
            "Gru", "3×4", "6 tokens of input"),
        new(
            "NG0011",
            "[Network, TokenInput(9, 6, Name = \"Words\"), Input(6, 2, Name = \"Counts\"), MseLoss] partial class Net { "
                + "[From(\"Words\"), «EmbeddingBag(4, Weights = \"Counts\")»] public partial Layer Head { get; } }",
            "EmbeddingBag", "'Counts'", "6×2", "6 × 1"),
        Tokens("NG0010", "TokenInput(9, 6)", "«EmbeddingBag(0)», Linear(2)", "EmbeddingBag", "width", "0"),
        Head("NG0010", "6, 4", "«Rnn(0)»", "Rnn", "hidden", "0"),
        Head("NG0010", "6, 4", "«Lstm(3, Layers = 0)»", "Lstm", "layers", "0"),
        Head("NG0010", "6, 4", "«Gru(3, Dropout = 1)»", "Gru", "dropout", "1"),
        Head("NG0011", "4", "«Rnn(3)»", "Rnn", "4", "sequence"),
        Head("NG0011", "2, 4, 4", "«Lstm(3)»", "Lstm", "2×4×4", "Reshape"),
        Head("NG0011", "4", "«SelfAttention(2)», Linear(2)", "SelfAttention", "4", "sequence"),
        Head("NG0011", "2, 4, 4", "«CausalSelfAttention(2)»", "CausalSelfAttention", "2×4×4", "sequence"),
        Head("NG0011", "6, 4", "«SelfAttention(4, Rotary = true)»", "1 feature,", "Rotary"),
        Head("NG0011", "6, 4", "«Embedding(8)»", "Embedding", "6×4", "TokenInput"),
        Head("NG0011", "4", "«LearnedPositions», Linear(2)", "LearnedPositions", "4", "sequence"),
        Head("NG0011", "4", "«SinusoidalPositions», Linear(2)", "SinusoidalPositions", "sequence"),
        Head("NG0011", "6, 4", "«Conv2d(3)»", "Conv2d", "6×4"),
        Head("NG0011", "6, 4", "«MaxPool2d(2)»", "MaxPool2d", "6×4"),
        Head("NG0011", "6, 4", "«GlobalAvgPool2d»", "GlobalAvgPool2d", "6×4"),
        Head("NG0011", "5", "«SwiGlu», Linear(2)", "SwiGlu", "5", "even"),
        Head("NG0011", "6, 4", "«Upsample2d(2)»", "Upsample2d", "6×4"),
        Stages(
            "NG0011", "6, 4",
            "[Linear(4)] public partial Layer A { get; } [Flatten, Linear(6), «MatMul(nameof(A))»] public partial Layer Head { get; }",
            "MatMul", "6", "6×4", "Reshape"),
        Stages(
            "NG0011", "6, 4",
            "[Linear(5)] public partial Layer A { get; } [From(\"input\"), «MatMul(nameof(A))»] public partial Layer Head { get; }",
            "6×4", "6×5", "4 positions", "Transpose"),
        Stages(
            "NG0011", "6, 4",
            "[Linear(5)] public partial Layer A { get; } "
                + "[From(\"input\"), «MatMul(nameof(A), Transpose = true)»] public partial Layer Head { get; }",
            "6×4", "6×5", "4 features"),

        new(
            "NG0011",
            "[Network, Input(3, 8, 8, Name = \"Image\"), Input(6, 4, Name = \"Words\"), MseLoss] partial class Net { "
                + "[From(\"Words\"), «CrossAttention(\"Image\", 2)»] public partial Layer Head { get; } }",
            "CrossAttention", "3×8×8", "sequence"),
        new(
            "NG0010",
            "[Network, Input(3, 4, Name = \"A\"), Input(6, 4, Name = \"B\"), MseLoss] partial class Net { "
                + "[«CrossAttention(\"B\", 2, Rotary = true)»] public partial Layer Head { get; } }",
            "rotary"),
        Head("NG0020", "6, 4", "«CrossAttention(\"Encoder\", 2)»", "CrossAttention", "'Encoder'", "input"),
        Head("NG0020", "6, 4", "«MatMul(\"Keys\")»", "MatMul", "'Keys'"),
        Stages("NG0020", "4", "[Linear(4), «SharesWeights(\"Hat\")»] public partial Layer Head { get; }", "SharesWeights", "'Hat'", "none"),
        Stages(
            "NG0020", "4",
            "[Linear(4)] public partial Layer Stem { get; } [Linear(4), «SharesWeights(\"Stern\")»] public partial Layer Head { get; }",
            "'Stern'", "Stem"),
        new(
            "NG0020",
            "[Network, Input(4), «MseLoss(On = \"Hat\")»] partial class Net { [Linear(1)] public partial Layer Head { get; } }",
            "MseLoss", "'Hat'", "Head"),
        new(
            "NG0020",
            "[Network, Input(4, Name = \"Left\"), MseLoss] partial class Net { "
                + "[«From(\"Right\")», Linear(1)] public partial Layer Head { get; } }",
            "From", "'Right'", "Left"),
        Stages(
            "NG0021", "6, 4",
            "[«CrossAttention(nameof(Late), 2)»] public partial Layer Head { get; } [Linear(1)] public partial Layer Late { get; }",
            "CrossAttention", "'Late'"),
        Head("NG0023", "4", "Linear(8), «Residual», Linear(1)", "Residual in stage 'Head'", "got 8", "gives 4"),

        new(
            "NG0025",
            "[Network, Input(4, Name = \"Left\"), «Input(3, Name = \"Right\")», MseLoss] partial class Net { "
                + "[Linear(1)] public partial Layer Head { get; } }",
            "'Right'", "[From(\"Right\")]"),
        new(
            "NG0010",
            "[Network, Input(4), «MseLoss(Weight = 0)»] partial class Net { [Linear(1)] public partial Layer Head { get; } }",
            "weight", "0"),
        new(
            "NG0010",
            "[Network, Input(4), «MseLoss(Weight = float.NaN)»] partial class Net { [Linear(1)] public partial Layer Head { get; } }",
            "weight", "NaN"),
        new(
            "NG0031",
            "[Network, Input(4), MseLoss(On = \"Head\"), «CrossEntropyLoss»] partial class Net { "
                + "[Linear(3)] public partial Layer Head { get; } }",
            "'Head'"),
        new(
            "NG0032",
            "[Network, Input(6, 4), «CrossEntropyLoss»] partial class Net { [Linear(1)] public partial Layer Head { get; } }",
            "6×1"),

        Head("NG0051", "4", "«Linear(\"2 * width\")»", "'2 * width'", "'width'", "no names"),
        Head("NG0053", "4", "Linear(8), «Repeat(2)»", "'Head'", "reads 4", "gives 8"),
        Stages(
            "NG0053", "2, 8, 8",
            "[Conv2d(2), Relu, «Repeat(3)»] public partial Layer Body { get; } [Flatten, Linear(1)] public partial Layer Head { get; }",
            "'Body'", "2×8×8", "2×6×6"),
        Head("NG0054", "6, 8", "«SelfAttention(3)»", "SelfAttention", "3 heads", "8 mod 3 = 2", "such as 2"),
        Head("NG0054", "6, 8", "«CausalSelfAttention(4, KeyValueHeads = 3)»", "3 key and value heads", "4 mod 3 = 1", "such as 2"),
        Stages(
            "NG0054", "6, 8",
            "[Linear(9)] public partial Layer A { get; } [Linear(8), «CrossAttention(nameof(A), 5)»] public partial Layer Head { get; }",
            "CrossAttention", "5 heads", "8"),
        new(
            "NG0055",
            "[Network, Input(4), «Input(3)», MseLoss] partial class Net { [Linear(1)] public partial Layer Head { get; } }",
            "'input'"),
        new(
            "NG0055",
            "[Network, Input(4, Name = \"A\"), «TokenInput(3, 2, Name = \"A\")», MseLoss] partial class Net { "
                + "[Linear(1)] public partial Layer Head { get; } }",
            "'A'"),
        new(
            "NG0055",
            "[Network, «Input(4, Name = \"Head\")», MseLoss] partial class Net { [Linear(1)] public partial Layer Head { get; } }",
            "'Head'"),

        Tokens(
            "NG0056", "TokenInput(9, 6)",
            "Embedding(4)] public partial Layer Embed { get; } [Linear(5)] public partial Layer Body { get; } "
                + "[«Linear(9)», SharesWeights(\"Embed\")",
            "Linear", "9×5", "'Embed.embedding0.weight'", "9×4"),
        Tokens(
            "NG0056", "TokenInput(9, 6)",
            "Embedding(4)] public partial Layer Embed { get; } [«Linear(8)», SharesWeights(\"Embed\")",
            "8×4", "9×4"),
        Stages(
            "NG0056", "4",
            "[Relu] public partial Layer Stem { get; } [Linear(4), «SharesWeights(nameof(Stem))»] public partial Layer Head { get; }",
            "'Stem'", "no linear0.weight"),
        Stages(
            "NG0056", "4",
            "[Linear(4), Repeat(2)] public partial Layer A { get; } "
                + "[Linear(4), Repeat(3), «SharesWeights(nameof(A))»] public partial Layer Head { get; }",
            "'A'", "linear0"),
        Stages(
            "NG0056", "4",
            "[Linear(4)] public partial Layer A { get; } [«Linear(5)», SharesWeights(nameof(A))] public partial Layer Head { get; }",
            "5×4", "4×4"),
        Stages(
            "NG0056", "4",
            "[Linear(4)] public partial Layer A { get; } "
                + "[Linear(4), BatchNorm, «SharesWeights(nameof(A))»] public partial Layer Head { get; }",
            "'A'", "batchnorm0"),

        Head("NG0058", "4", "Linear(4), Repeat(2), «Repeat(3)»", "Repeat", "'Head'", "twice"),
        Head("NG0058", "4", "Linear(4), Recompute, «Recompute»", "Recompute", "twice"),
        Stages(
            "NG0058", "4",
            "[Linear(4)] public partial Layer A { get; } "
                + "[From(nameof(A)), «From(\"input\")», Linear(4)] public partial Layer Head { get; }",
            "From", "twice"),
        Head("NG0058", "4", "Linear(4), «SharesWeights»", "SharesWeights", "'Head'", "names no stage"),
        Stages(
            "NG0058", "4",
            "[Linear(4)] public partial Layer A { get; } [Relu, «SharesWeights(nameof(A))»] public partial Layer Head { get; }",
            "shares nothing", "'A'"),
        Tokens(
            "NG0058", "TokenInput(9, 6)",
            "Embedding(4)] public partial Layer Embed { get; } [RmsNorm, «SharesWeights(\"Embed\")»", "shares nothing", "'Embed'"),
        Head("NG0058", "4", "Linear(4), Frozen, «Frozen»", "Frozen", "twice"),
        Stages(
            "NG0058", "4",
            "[Tanh, «Frozen»] public partial Layer A { get; } [Linear(4)] public partial Layer Head { get; }", "'A'", "no weights"),
        Stages(
            "NG0058", "4",
            "[Tanh, «LoRA(2)»] public partial Layer A { get; } [Linear(4)] public partial Layer Head { get; }", "LoRA", "'A'", "no Linear"),
        Head("NG0058", "4", "Linear(4), Frozen, «LoRA(2)»", "LoRA", "Frozen"),
        Head("NG0058", "4", "Linear(4), Relu, «ImportNames(\"a\", \"b\")»", "gives 2 names", "1 place", "linear0"),
        Head("NG0058", "4", "Linear(4), BatchNorm, «ImportNames(\"a\")»", "gives 1 name", "linear0, batchnorm0"),
        Head("NG0058", "4", "Linear(4), «ImportNames(\"a.*\")»", "'a.*'", "Repeat"),
        Head("NG0010", "4", "Linear(4), «LoRA(0)»", "rank", "0", "from 1"),
        Head("NG0010", "4", "Linear(4), «LoRA(2, Alpha = 0)»", "alpha", "above 0"),
        Head("NG0010", "4", "Linear(4), «LoRA(2, Dropout = 1)»", "dropout", "less than 1"),
        Head("NG0010", "4", "«Linear(4, WeightNorm = true)», LoRA(2)", "weightNorm", "LoRA"),
        Stages(
            "NG0060", "4",
            "[Linear(4)] public partial Layer A { get; } "
                + "[Linear(4), SharesWeights(nameof(A)), «Frozen»] public partial Layer Head { get; }",
            "'Head' is frozen", "'A', which is trained"),
        Tokens(
            "NG0060", "TokenInput(9, 6)",
            "Embedding(4)] public partial Layer Embed { get; } [Linear(9), SharesWeights(\"Embed\"), «Frozen»", "'Head'", "'Embed'"),
        new(
            "NG0061", "[Network, Input(4), MseLoss] partial class «Net» { [Linear(4), Frozen] public partial Layer Head { get; } }",
            "'Net'", "Frozen"),
        new(
            "NG0062",
            "[Network, TokenInput(9, 6), MseLoss, «Explain»] partial class Net { [EmbeddingBag(4)] public partial Layer Head { get; } }",
            "Net cannot", "embedded by one stage"),
        new(
            "NG0062",
            "[Network, Input(4, Name = \"A\"), Input(4, Name = \"B\"), MseLoss] partial class Net { "
                + "[Add(\"A\", \"B\"), Linear(2), «Explain»] public partial Layer Head { get; } }",
            "Net cannot", "2 inputs"),
        new(
            "NG0062",
            "[Network, Input(6, 4), MseLoss] partial class Net { "
                + "[SelfAttention(2), SelfAttention(1), «Explain»] public partial Layer Head { get; } }",
            "Net cannot", "'Head' differ"),
        Head("NG0057", "4", "«Slice(Axis.Features, 3, 2)», Linear(1)", "Slice", "2 from 3", "4"),
        Head("NG0057", "4", "«Slice(Axis.Features, -5, 2)», Linear(1)", "2 from -5"),
        Head("NG0057", "4", "«Slice(Axis.Features, 0, 0)», Linear(1)", "0 from 0"),
        Head("NG0057", "2, 4, 4", "«Slice(Axis.Length, 0, 1)»", "axis Length", "2×4×4"),
        Head("NG0057", "6, 4", "«Slice(Axis.Length, 5, 2)»", "2 from 5", "6"),
        Head("NG0057", "6, 4", "«MeanOver(Axis.Height)»", "MeanOver", "axis Height", "6×4"),
        Head("NG0057", "4", "«MaxOver(Axis.Length)»", "MaxOver", "axis Length", "4"),
        Head("NG0057", "6, 4", "«Reshape(5, -1)»", "Reshape", "(5, -1)", "6×4"),
        Head("NG0057", "6, 4", "«Reshape(2, 3, 5)»", "(2, 3, 5)", "24 values"),
    ];

    /// <summary>A network over one input attribute.</summary>
    private static DiagnosticCase Tokens(string id, string input, string operations, params string[] says) =>
        new(id, $"[Network, {input}, CrossEntropyLoss] partial class Net {{ [{operations}] public partial Layer Head {{ get; }} }}", says);
}
