namespace NetGen.Generators.Tests;

/// <content>What builds, and is hardly meant.</content>
internal static partial class DiagnosticCases
{
    /// <summary>Networks with nothing to warn of, though they come near it.</summary>
    public static TheoryData<string> Meant { get; } =
    [
        // Probabilities that are no loss's, or not all of its output.
        Source("CrossEntropyLoss", "4", "[Linear(3), Softmax, Linear(3)] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(3), Softmax, Flatten] public partial Layer Head { get; }"),
        Source("CrossEntropyLoss", "4", "[Linear(3), Sigmoid, Scale] public partial Layer Head { get; }"),
        Source(
            "CrossEntropyLoss", "3",
            "[Sigmoid] public partial Layer Gate { get; } [Linear(3), Add(nameof(Gate))] public partial Layer Head { get; }"),
        Source(
            "BinaryCrossEntropyWithLogitsLoss", "3",
            "[Sigmoid] public partial Layer Gate { get; } [Linear(3), Concat(nameof(Gate))] public partial Layer Head { get; }"),
        Source(
            "MseLoss(On = nameof(Head)), CrossEntropyLoss(On = nameof(Kind))", "4",
            "[Linear(3)] public partial Layer Kind { get; } [Softmax] public partial Layer Head { get; }"),

        // Normalizations over several values.
        Source("MseLoss", "4", "[Linear(2), Softmax, Linear(1, Bias = false), BatchNorm] public partial Layer Head { get; }"),
        Source("MseLoss", "6, 1", "[SelfAttention(1), MeanOver(Axis.Features)] public partial Layer Head { get; }"),

        // Biases that somebody reads beside BatchNorm, or that do not reach it as they are.
        Source("MseLoss", "4", "[Linear(4), DropPath(0.1f), BatchNorm, Linear(1)] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(4), Relu, BatchNorm, Linear(1)] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(4), LayerNorm, BatchNorm, Linear(1)] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(4), MaxOver(Axis.Features), BatchNorm, Linear(1)] public partial Layer Head { get; }"),
        Source(
            "MseLoss", "4",
            "[Linear(4), Output] public partial Layer Stem { get; } [BatchNorm, Linear(1)] public partial Layer Head { get; }"),
        Source(
            "MseLoss", "4",
            "[Linear(4)] public partial Layer Stem { get; } [BatchNorm, Linear(4), Add(nameof(Stem))] public partial Layer Head { get; }"),
        Source(
            "MseLoss", "4",
            "[Linear(4), BatchNorm, Tanh] public partial Layer A { get; } "
                + "[SharesWeights(nameof(A)), Linear(4)] public partial Layer Head { get; }"),
        Source("MseLoss", "2, 6, 6", "[Conv2d(4), Conv2d(4, Padding = 1, Bias = false), BatchNorm] public partial Layer Head { get; }"),
        Source("MseLoss", "2, 6, 6", "[Conv2d(4), AvgPool2d(2, Padding = 1), BatchNorm] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(4), Reshape(1, 2, 2), BatchNorm] public partial Layer Head { get; }"),
        Source("MseLoss", "4, 4", "[Linear(4), Permute(1, 0), BatchNorm] public partial Layer Head { get; }"),

        // Outputs without a loss that have no weights of their own.
        Source(
            "MseLoss", "4",
            "[Linear(3), Output] public partial Layer Stem { get; } [Softmax, Output] public partial Layer Kind { get; } "
                + "[From(nameof(Stem)), Linear(1)] public partial Layer Head { get; }"),
        Source(
            "MseLoss", "3",
            "[Linear(3)] public partial Layer A { get; } [SharesWeights(nameof(A)), Linear(3), Output] public partial Layer B { get; } "
                + "[From(nameof(A)), Linear(1)] public partial Layer Head { get; }"),

        // Padding that is masked, never looked at, or in a place of its own.
        Padded("Embedding(4), SelfAttention(2, KeyPadding = \"input\"), Slice(Axis.Length, 0, 1), Linear(2)"),
        Padded("Embedding(4), CausalSelfAttention(2), Slice(Axis.Length, -1, 1), Linear(2)"),
        Padded("Embedding(4), Flatten, Linear(2)"),
        Padded("Embedding(4, SkipPadding = \"input\"), Relu, Conv1d(2, Padding = 1), MaxOver(Axis.Length, SkipPadding = \"input\")"),
        Padded("Embedding(4), MeanOver(Axis.Features), Slice(Axis.Length, 0, 3), MaxOver(Axis.Length), Linear(2)"),
        Padded("Embedding(4), Permute(1, 0), MeanOver(Axis.Length), Linear(2)"),
        Padded("Embedding(4), SelfAttention(2), MeanOver(Axis.Length), Linear(2)").Replace(", Padding = 0", "", StringComparison.Ordinal),
    ];

    private static IReadOnlyList<DiagnosticCase> Hints() =>
    [
        Output("NG0033", "CrossEntropyLoss", "4", "Linear(3), «Softmax»", "'Head'", "Softmax", "CrossEntropyLoss"),
        Output("NG0033", "CrossEntropyLoss", "4", "Linear(3), «Softmax», DropPath(0.1f)", "'Head'"),
        Output("NG0033", "CrossEntropyLoss", "4", "Linear(3), «Softmax», Dropout(0)", "'Head'"),
        Output("NG0033", "CrossEntropyLoss", "2, 4, 4", "Conv2d(3), «Softmax», Flatten", "'Head'"),
        Output("NG0033", "CrossEntropyLoss", "2, 4, 4", "Conv2d(3), «Softmax», GlobalAvgPool2d", "'Head'"),
        Output("NG0033", "CrossEntropyLoss", "2, 4, 4", "Conv2d(3), «Softmax», MaxPool2d(2), Upsample2d(2)", "'Head'"),
        Output("NG0033", "CrossEntropyLoss", "4", "Linear(6), «Softmax», Reshape(2, 3), Slice(Axis.Length, 0, 1)", "'Head'"),
        Output("NG0033", "CrossEntropyLoss", "6, 4", "Linear(3), «Softmax», Permute(1, 0)", "'Head'"),
        Output("NG0033", "CrossEntropyLoss", "6, 4", "Linear(3), «Softmax», MeanOver(Axis.Length)", "'Head'"),
        Output("NG0033", "CrossEntropyLoss", "6, 4", "Linear(3), «Softmax», Relu", "'Head'"),
        Output(
            "NG0033", "BinaryCrossEntropyWithLogitsLoss", "4",
            "Linear(3), «Softmax»",
            "'Head'", "BinaryCrossEntropyWithLogitsLoss", "the sigmoid"),
        Output(
            "NG0033", "BinaryCrossEntropyWithLogitsLoss(On = \"Kind\"), MseLoss", "4",
            "Linear(3), «Softmax»] public partial Layer Kind { get; } [Linear(1)",
            "'Kind'"),
        Output("NG0033", "CrossEntropyLoss", "4", "Linear(3), «Softmax»] public partial Layer Scores { get; } [DropPath(0.5f)", "'Head'"),
        Output(
            "NG0033", "CrossEntropyLoss", "4",
            "Linear(3)] public partial Layer A { get; } [«Softmax»] public partial Layer B { get; } [Add(nameof(B), nameof(B))",
            "'Head'"),
        new(
            "NG0033",
            Block("B", "Linear(3), «Softmax»")
                + Source("CrossEntropyLoss", "4", "[‹B›, DropPath(0.1f)] public partial Layer Head { get; }"),
            "'Head'", "in B() on Head"),
        Output("NG0033", "SoftCrossEntropyLoss", "4", "Linear(3), «Softmax»", "'Head'", "SoftCrossEntropyLoss"),
        Output("NG0034", "FocalLoss", "4", "Linear(1), «Sigmoid»", "'Head'", "FocalLoss"),
        Output("NG0034", "DiceLoss", "4", "Linear(1), «Sigmoid»", "'Head'", "DiceLoss"),
        Output("NG0033", "CrossEntropyLoss", "4", "Linear(3), «LogSoftmax»", "'Head'", "remove LogSoftmax"),
        Output("NG0034", "BinaryCrossEntropyWithLogitsLoss", "4", "Linear(3), «HardSigmoid», Dropout(0)", "'Head'", "remove HardSigmoid"),
        Output("NG0034", "BinaryCrossEntropyWithLogitsLoss", "4", "Linear(3), «LogSigmoid»", "'Head'", "remove LogSigmoid"),
        Output(
            "NG0034", "BinaryCrossEntropyWithLogitsLoss", "4",
            "Linear(3), «Sigmoid»",
            "'Head'", "Sigmoid", "BinaryCrossEntropyWithLogitsLoss"),
        Output("NG0034", "BinaryCrossEntropyWithLogitsLoss", "4", "Linear(3), «Sigmoid», DropPath(0.1f)", "'Head'"),
        Output("NG0034", "BinaryCrossEntropyWithLogitsLoss", "2, 4, 4", "Conv2d(1), «Sigmoid», Flatten", "'Head'"),
        Output("NG0034", "CrossEntropyLoss", "4", "Linear(3), «Sigmoid»", "'Head'", "CrossEntropyLoss", "softmax"),
        Output("NG0034", "CrossEntropyLoss", "4", "Linear(4), «Sigmoid», Slice(Axis.Features, 1, 3)", "'Head'"),

        Head("NG0080", "4", "Linear(1), «Softmax»", "Softmax of 1 ", "every output is 1"),
        Head("NG0080", "2, 4, 4", "Conv2d(1), «Softmax»", "Softmax of 1×2×2"),
        Head("NG0080", "6, 4", "MeanOver(Axis.Features), «Softmax»", "Softmax of 6×1"),
        Head("NG0080", "4", "Linear(1), «LogSoftmax»", "LogSoftmax of 1 ", "every output is 0"),
        Head("NG0080", "4", "Linear(1), «LayerNorm»", "LayerNorm of 1 ", "every output is its bias"),
        Head("NG0080", "4", "Linear(1), «LayerNorm(Bias = false)», Linear(2)", "every output is 0"),
        Head("NG0080", "4", "Linear(1), «RmsNorm»", "RmsNorm of 1 ", "only the sign"),
        Head("NG0080", "1, 8", "«SelfAttention(2)», Linear(2)", "SelfAttention of 1×8", "the only position"),
        Stages(
            "NG0080", "6, 4",
            "[Slice(Axis.Length, 0, 1), Reshape(1, 4)] public partial Layer Memory { get; } "
                + "[From(\"input\"), «CrossAttention(nameof(Memory), 2)», Linear(1)] public partial Layer Head { get; }",
            "CrossAttention of 1×4"),
        Used(
            "NG0080", "4",
            Block("B", "Linear(1), «Softmax», Linear(4)"),
            "‹B›, Repeat(3)] public partial Layer Body { get; } [Linear(1)",
            "in B() × 3 on Body"),

        Head("NG0081", "4", "«Linear(8)», BatchNorm, Relu, Linear(1)", "Linear", "'Head'", "Bias = false"),
        Head("NG0081", "2, 8, 8", "«Conv2d(4)», BatchNorm, Relu, Flatten, Linear(1)", "Conv2d"),
        Head("NG0081", "2, 8, 8", "«Conv2d(4)», MaxPool2d(2), AvgPool2d(3), GlobalAvgPool2d, BatchNorm, Linear(1)", "Conv2d"),
        Head("NG0081", "2, 8, 8", "«Conv2d(4)», Upsample2d(2), Flatten, Slice(Axis.Features, 3, 5), BatchNorm, Linear(1)", "Conv2d"),
        Head("NG0081", "4", "«Linear(8)», Linear(8, Bias = false), BatchNorm, Linear(1)", "Linear"),
        Head("NG0081", "6, 4", "«Linear(8)», LearnedPositions, MeanOver(Axis.Length), BatchNorm, Linear(1)", "Linear"),
        Stages(
            "NG0081", "4",
            "[Linear(4), Tanh] public partial Layer Stem { get; } "
                + "[«Linear(4)», Residual, BatchNorm, Linear(1)] public partial Layer Head { get; }",
            "'Head'"),
        Stages(
            "NG0081", "4",
            "[«Linear(4)»] public partial Layer Stem { get; } [BatchNorm, Relu] public partial Layer A { get; } "
                + "[From(nameof(Stem)), BatchNorm, Concat(nameof(A)), Linear(1)] public partial Layer Head { get; }",
            "'Stem'"),
        Used(
            "NG0081", "4",
            Block("B", "«Linear(\"width\")», BatchNorm, Relu"),
            "‹B›, Repeat(2)] public partial Layer Body { get; } [Linear(1)",
            "'Body'", "in B() × 2 on Body"),

        Stages(
            "NG0082", "4",
            "[Linear(4), Tanh] public partial Layer Body { get; } [Linear(3), Output] public partial Layer «Side» { get; } "
                + "[From(nameof(Body)), Linear(1)] public partial Layer Head { get; }",
            "'Side'", "15 parameters", "On = nameof(Side)"),
        new(
            "NG0082",
            "[Network, Input(4), MseLoss(On = nameof(Body))] partial class Net { [Linear(4), Tanh] public partial Layer Body { get; } "
                + "[LayerNorm, Output] public partial Layer «Head» { get; } }",
            "'Head'", "8 parameters"),

        new("NG0083", Padded("Embedding(4), «MeanOver(Axis.Length)», Linear(2)"), "MeanOver", "'input'", "token 0"),
        new("NG0083", Padded("Embedding(4), «MaxOver(Axis.Length)», Linear(2)"), "MaxOver"),
        new("NG0083", Padded("Embedding(4), LayerNorm, Linear(4), Gelu, «MaxOver(Axis.Length)», Linear(2)"), "MaxOver"),
        new("NG0083", Padded("Embedding(4), «BatchNorm», Slice(Axis.Length, 0, 1), Linear(2)"), "BatchNorm"),
        new(
            "NG0083",
            Padded("Embedding(4), «SelfAttention(2)», Slice(Axis.Length, 0, 1), Linear(2)"),
            "SelfAttention", "KeyPadding = \"input\""),
        new("NG0083", Padded("Embedding(4), «Lstm(3, LastOnly = true)», Linear(2)"), "Lstm", "SkipPadding = \"input\""),
        new("NG0083", Padded("«EmbeddingBag(4)», Linear(2)"), "EmbeddingBag", "SkipPadding = \"input\""),
        new("NG0083", Padded("Embedding(4), «Conv1d(2, Padding = Padding.Same)», MaxOver(Axis.Length, SkipPadding = \"input\")"), "Conv1d"),
        new(
            "NG0083",
            Padded("Embedding(4, SkipPadding = \"input\"), Linear(3), «Conv1d(2)», MaxOver(Axis.Length)"),
            "Conv1d"),
        new("NG0083", Padded("Embedding(4), SelfAttention(2, KeyPadding = \"input\"), «MeanOver(Axis.Length)», Linear(2)"), "MeanOver"),
        new(
            "NG0083",
            "[Network, TokenInput(9, 6, Padding = 0), «CrossEntropyLoss»] partial class Net { "
                + "[Embedding(4), Linear(2)] public partial Layer Head { get; } }",
            "CrossEntropyLoss", "'input'"),
        new(
            "NG0083",
            "[Network, TokenInput(9, 6, Padding = 2, Name = \"Text\"), Input(3, 4, Name = \"Query\"), MseLoss] partial class Net { "
                + "[From(\"Text\"), Embedding(4)] public partial Layer Memory { get; } "
                + "[From(\"Query\"), «CrossAttention(nameof(Memory), 2)»] public partial Layer Head { get; } }",
            "CrossAttention", "'Text'", "token 2"),
        new(
            "NG0083",
            Padded("Embedding(6)] public partial Layer Words { get; } [«MatMul(nameof(Words))», Slice(Axis.Length, 0, 1), Linear(2)"),
            "MatMul"),
    ];

    private static DiagnosticCase Output(string id, string loss, string input, string operations, params string[] says) =>
        new(id, Source(loss, input, $"[{operations}] public partial Layer Head {{ get; }}"), says);

    private static string Padded(string operations) =>
        "[Network, TokenInput(9, 6, Padding = 0), CrossEntropyLoss] partial class Net { "
            + $"[{operations}] public partial Layer Head {{ get; }} }}";
}
