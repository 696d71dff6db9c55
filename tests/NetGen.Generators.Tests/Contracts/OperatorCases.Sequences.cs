namespace NetGen.Generators.Tests.Contracts;

/// <content>Tokens, sequences and what rearranges values.</content>
internal static partial class OperatorCases
{
    private static IReadOnlyList<OperatorCase> Sequences() =>
    [
        new("Linear", "6, 4", "Linear(9), Tanh, Linear(3)"),
        new("Linear", "7, 3", "Linear(17), Relu, Linear(2, Bias = false)") { Length = 5, BatchSize = 4 },
        new("BatchNorm", "5, 4", "Linear(9), BatchNorm, Linear(3)"),
        new("BatchNorm", "7, 4", "Linear(3), BatchNorm, Relu") { Length = 4 },
        new("BatchNorm", "7, 4", "Linear(3), BatchNorm(Synchronized = true), Relu") { Length = 4 },
        new("Dropout", "6, 5", "Linear(9), Dropout(0.4f), Linear(3)") { Length = 3 },
        new("Softmax", "6, 5", "Linear(9), Softmax, Linear(3)") { Length = 4 },
        new(
            "Multiply", "1, 5", "A: Linear(3), Tanh", "Gate: MeanOver(Axis.Length), Linear(3), Sigmoid",
            "Head: Multiply(nameof(Gate), nameof(A)), Linear(2)"),
        new(
            "Multiply", "7, 5", "A: Linear(9), Tanh", "Gate: MeanOver(Axis.Length), Linear(9), Sigmoid",
            "Head: From(nameof(A)), Multiply(nameof(Gate)), Softmax, Linear(2)") { Length = 4, IsOnSimulator = true },
        new("Add", "6, 5", "A: Linear(3)", "B: From(\"input\"), Linear(3), Tanh, Add(nameof(A)), Linear(2)") { Length = 5 },
        new("Concat", "6, 5", "A: Linear(3)", "B: From(\"input\"), Linear(4), Tanh, Concat(nameof(A)), Linear(2)") { Length = 5 },
        new("Concat", "7, 5", "A: Linear(17), Tanh", "B: Concat(nameof(A), nameof(A)), LayerNorm"),
        new("Flatten", "5, 3", "Linear(4), Flatten, Linear(2)"),
        new("GlobalAvgPool2d", "2, 4, 4", "Conv2d(17, Padding = 1), Tanh, GlobalAvgPool2d") { Loss = "CrossEntropyLoss" },

        new("Embedding", "TokenInput(11, 5)", "Embedding(6), Linear(3)"),
        new(
            "Embedding", "TokenInput(4, 9)",
            "Embedding(17), Tanh, MeanOver(Axis.Length), Linear(2)") { BatchSize = 1, Loss = "CrossEntropyLoss" },
        new("Embedding", "TokenInput(1, 1)", "Embedding(1), Linear(2)") { BatchSize = 2 },
        new("Embedding", "TokenInput(7, 6)", "Embedding(5), Flatten, Linear(3)") { BatchSize = 4 },
        new("Embedding", "TokenInput(9, 8)", "Embedding(16), Linear(3)") { Length = 3, Loss = "CrossEntropyLoss" },
        new("Embedding", "TokenInput(700, 33)", "Embedding(65), Gelu, Linear(7)") { BatchSize = 5, IsLarge = true },

        new("Embedding", "TokenInput(3, 5, Padding = 2)", "Embedding(4, SkipPadding = \"input\"), Tanh, Linear(3)") { Length = 4 },
        new("EmbeddingBag", "TokenInput(9, 6)", "EmbeddingBag(5), Linear(3)") { Loss = "CrossEntropyLoss" },
        new("EmbeddingBag", "TokenInput(3, 7, Padding = 1)", "EmbeddingBag(17, SkipPadding = \"input\")") { BatchSize = 5, Length = 4 },
        new(
            "EmbeddingBag", "TokenInput(4, 5, Padding = 0)",
            "EmbeddingBag(3, Mode = EmbeddingBagMode.Sum, SkipPadding = \"input\"), Linear(2)") { BatchSize = 1 },
        new(
            "EmbeddingBag", "TokenInput(5, 6, Name = \"Words\"), Input(6, 1, Name = \"Counts\")",
            "From(\"Words\"), EmbeddingBag(9, Weights = \"Counts\"), Tanh, Linear(3)") { IsOnSimulator = true },
        new("MeanOver", "TokenInput(3, 6, Padding = 1)", "Embedding(9), Tanh, MeanOver(Axis.Length, SkipPadding = \"input\"), Linear(2)")
            { BatchSize = 4, Length = 5 },
        new("MaxOver", "TokenInput(3, 6, Padding = 1)", "Embedding(9), Tanh, MaxOver(Axis.Length, SkipPadding = \"input\"), Linear(2)")
            { BatchSize = 4 },
        new("SumOver", "TokenInput(3, 6, Padding = 1)", "Embedding(9), Tanh, SumOver(Axis.Length, SkipPadding = \"input\"), Linear(2)")
            { BatchSize = 4 },
        new("MinOver", "TokenInput(2, 3, Padding = 1)", "Embedding(9), Tanh, MinOver(Axis.Length, SkipPadding = \"input\"), Linear(2)")
            { BatchSize = 5 },
        new("LearnedPositions", "TokenInput(5, 6)", "Embedding(3), LearnedPositions, Linear(2)"),
        new("LearnedPositions", "6, 5", "Linear(17), LearnedPositions, Tanh") { BatchSize = 1 },
        new("LearnedPositions", "9, 4", "LearnedPositions, Linear(3)") { Length = 4, BatchSize = 5 },
        new("LearnedPositions", "3, 2", "Linear(3), LearnedPositions, Relu, LearnedPositions, Linear(2)"),
        new(
            "LearnedPositions", "TokenInput(7, 4)", "Embedding(6), LearnedPositions", "LayerNorm, Conv1d(5, Padding = 1), Gru(4)",
            "Linear(7)"),
        new("LearnedPositions", "7, 3", "Conv1d(4, Padding = 1), LearnedPositions, Conv1d(2, Padding = 1)"),
        new("LearnedPositions", "7, 3", "LayerNorm, LearnedPositions, Conv1d(2, Padding = 1), LearnedPositions, Conv1d(3, Padding = 1)"),
        new("LearnedPositions", "33, 20", "Linear(35), LearnedPositions, LayerNorm, Linear(9)") { BatchSize = 5, IsLarge = true },

        new("SinusoidalPositions", "TokenInput(5, 6)", "Embedding(4), SinusoidalPositions, Linear(2)"),
        new("SinusoidalPositions", "5, 3", "Linear(17), SinusoidalPositions, Tanh, Linear(2)") { BatchSize = 1 },
        new("SinusoidalPositions", "9, 4", "SinusoidalPositions, Linear(3), SinusoidalPositions") { Length = 7 },

        new("LayerNorm", "6", "Linear(17), LayerNorm, Linear(3)") { BatchSize = 5 },
        new("LayerNorm", "5, 4", "Linear(9), LayerNorm, Tanh, LayerNorm(Bias = false)") { BatchSize = 1 },
        new("LayerNorm", "3, 4, 3", "Conv2d(5, Padding = 1), LayerNorm(Epsilon = 0.01f), Relu, Conv2d(2, Padding = 1)"),
        new("LayerNorm", "7, 5", "LayerNorm, Linear(33), LayerNorm") { Length = 4, BatchSize = 4 },
        new("LayerNorm", "9, 70", "Linear(129), LayerNorm, Gelu, Linear(67), LayerNorm(Bias = false)") { BatchSize = 5, IsLarge = true },
        new("RmsNorm", "6", "Linear(17), RmsNorm, Linear(3)") { BatchSize = 5 },
        new("RmsNorm", "5, 4", "Linear(9), RmsNorm, Tanh, RmsNorm(Epsilon = 0.1f)") { BatchSize = 1 },
        new("RmsNorm", "3, 4, 3", "Conv2d(5, Padding = 1), RmsNorm, Relu, Conv2d(2, Padding = 1)"),
        new("RmsNorm", "7, 5", "RmsNorm, Linear(33), RmsNorm") { Length = 4, BatchSize = 4 },

        new("Silu", "5", "Linear(17), Silu, Linear(3)"),
        new("Silu", "2, 5, 3", "Conv2d(9, Kernel = 1), Silu"),
        new("Silu", "6, 3", "Silu, Linear(2), Silu") { BatchSize = 1, Length = 4 },
        new("SwiGlu", "5", "Linear(34), SwiGlu, Linear(3)"),
        new("SwiGlu", "2, 5, 3", "Conv2d(6, Kernel = 1), SwiGlu"),
        new("SwiGlu", "6, 4", "SwiGlu, Linear(6), SwiGlu, Linear(2)") { BatchSize = 1, Length = 5 },
        new("SwiGlu", "2", "SwiGlu, Linear(2), SwiGlu"),

        new("Slice", "9", "Linear(9), Slice(Axis.Features, 2, 5), Tanh, Linear(3)"),
        new("Slice", "6, 5", "Linear(4), Slice(Axis.Length, 0, 1), Linear(2)") { BatchSize = 1, Loss = "CrossEntropyLoss" },
        new("Slice", "6, 5", "Linear(4), Tanh, Slice(Axis.Length, -3, 2), Linear(2)"),
        new("Slice", "6, 5", "Linear(18), Slice(Axis.Features, -17, 17), Linear(2)") { Length = 4 },
        new("Slice", "2, 5, 4", "Conv2d(3, Padding = 1), Slice(Axis.Height, 1, 3), Slice(Axis.Width, -2, 2), Conv2d(2, Padding = 1)"),
        new("Slice", "4, 3, 5", "Slice(Axis.Width, 1, 3), Conv2d(5, Padding = 1), Slice(Axis.Features, 1, 3)"),
        new(
            "Slice", "3, 4, 4",
            "A: Conv2d(4, Padding = 1), Slice(Axis.Features, 0, 3), Relu",
            "B: Slice(Axis.Height, 3, 1), Flatten, Linear(2)"),

        new("Permute", "6, 4", "Linear(5), Permute(1, 0), Linear(3)"),
        new("Permute", "2, 3, 4", "Conv2d(5, Padding = 1), Permute(2, 0, 1), Conv2d(3, Padding = 1)"),
        new("Permute", "2, 3, 4", "Permute(1, 2, 0), Conv2d(3, Padding = 1), Permute(0, 2, 1)") { BatchSize = 1 },
        new(
            "Permute", "4, 6", "L: Permute(1, 0), Reshape(3, 8)", "B: From(\"input\"), Reshape(8, 3)",
            "C: From(nameof(L)), MatMul(nameof(B)), Linear(2)") { IsOnSimulator = true },
        new(
            "Permute", "4, 6", "M: Linear(4)", "K: From(\"input\"), Linear(6)", "P: From(\"input\"), Flatten, Linear(3)",
            "O: From(nameof(M)), MatMul(nameof(K)), Permute(1, 0), Flatten, Concat(nameof(P)), Linear(2)"),
        new(
            "Permute", "4, 6", "M: Linear(4)", "K: From(\"input\"), Linear(6)", "P: From(\"input\"), Reshape(3, 8), Linear(2)",
            "O: From(nameof(M)), MatMul(nameof(K)), Permute(1, 0), Reshape(3, 8), Concat(nameof(P)), Linear(2)"),
        new(
            "Permute", "4, 6", "M: Linear(4)", "K: From(\"input\"), Linear(6)",
            "O: From(nameof(M)), MatMul(nameof(K)), Permute(1, 0), Reshape(1, 6, 4), Conv2d(2, Padding = 1)"),
        new("Permute", "5", "Linear(4), Permute(0), Tanh, Linear(2)"),
        new("Permute", "17, 33", "Tanh, Permute(1, 0), Linear(9), Permute(1, 0)") { IsLarge = true },

        new("Reshape", "12", "Linear(18), Reshape(3, 6), Linear(2)"),
        new("Reshape", "2, 3, 4", "Conv2d(3, Padding = 1), Reshape(-1, 6), Linear(5), Tanh, Reshape(5, 3, 2), Conv2d(2, Padding = 1)"),
        new("Reshape", "6, 4", "Linear(3), Reshape(2, -1), Linear(3), Reshape(6), Linear(2)") { BatchSize = 1 },
        new("Reshape", "3, 2, 4", "Reshape(4, 3, 2), Conv2d(3, Padding = 1), Reshape(18), Reshape(18)"),
        new("Reshape", "4, 4, 4", "Conv2d(6, Kernel = 2, Stride = 2), Reshape(6, 4), Permute(1, 0), LayerNorm, Linear(3)"),

        new("MeanOver", "9", "Linear(17), Tanh, MeanOver(Axis.Features), Linear(2)"),
        new("MeanOver", "6, 4", "Linear(9), MeanOver(Axis.Length), Linear(2)") { BatchSize = 1 },
        new("MeanOver", "6, 4", "Linear(9), Tanh, MeanOver(Axis.Length), Linear(2)") { Length = 4 },
        new("MeanOver", "6, 4", "Linear(9), MeanOver(Axis.Features), Sigmoid") { Length = 5 },
        new("MeanOver", "2, 5, 3", "Conv2d(3, Padding = 1), MeanOver(Axis.Height), Conv2d(2, Kernel = 1)"),
        new("MeanOver", "2, 5, 3", "Conv2d(3, Padding = 1), MeanOver(Axis.Width), Relu, MeanOver(Axis.Features), Flatten, Linear(2)"),
        new("MeanOver", "3, 4, 4", "MeanOver(Axis.Features), Conv2d(2, Padding = 1)"),
        new("MaxOver", "9", "Linear(17), Tanh, MaxOver(Axis.Features), Linear(2)"),
        new("MaxOver", "6, 4", "Linear(9), MaxOver(Axis.Length), Linear(2)") { BatchSize = 1 },
        new("MaxOver", "6, 4", "Linear(9), Tanh, MaxOver(Axis.Length), Linear(2)") { Length = 4 },
        new("MaxOver", "6, 4", "Linear(9), MaxOver(Axis.Features), Sigmoid") { Length = 5 },
        new("MaxOver", "2, 5, 3", "Conv2d(3, Padding = 1), MaxOver(Axis.Height), Conv2d(2, Kernel = 1)"),
        new("MaxOver", "2, 5, 3", "Conv2d(3, Padding = 1), MaxOver(Axis.Width), Gelu, MaxOver(Axis.Features), Flatten, Linear(2)"),
        new("MaxOver", "3, 4, 4", "MaxOver(Axis.Features), Conv2d(2, Padding = 1)"),
        new("MaxOver", "18, 5", "Conv1d(9, Kernel = 3), Relu, MaxOver(Axis.Length), Linear(2)"),
        new("MaxOver", "260, 2", "Linear(3), Conv1d(2, Kernel = 3), Relu, MaxOver(Axis.Length), Linear(2)") { IsOnSimulator = true },
        new(
            "MaxOver", "48, 4", "M: Linear(4)",
            "A: Slice(Axis.Length, 2, 40), Reshape(80, 2), Conv1d(3, Kernel = 3), MaxOver(Axis.Length), Linear(2)")
        {
            IsOnSimulator = true,
        },

        new("MaxOver", "20, 37", "Linear(35), Conv1d(3, Kernel = 5), MaxOver(Axis.Length)") { BatchSize = 1 },
        new(
            "MaxOver", "40, 3", "A: Linear(7)",
            "B: Conv1d(5, Kernel = 3, Padding = 3, Stride = 2, Dilation = 3), Relu6, MaxOver(Axis.Length)",
            "C: From(nameof(A)), Conv1d(4, Kernel = 2, Bias = false), HardTanh, MaxOver(Axis.Length), Concat(nameof(B)), Linear(2)")
        {
            IsOnSimulator = true,
        },
        new(
            "MaxOver", "Input(17, 3, Name = \"Left\"), Input(19, 3, Name = \"Right\")",
            "A: From(\"Left\"), Conv1d(6, Kernel = 2), Relu, MaxOver(Axis.Length)",
            "B: From(\"Right\"), Conv1d(6, Kernel = 2), Relu, MaxOver(Axis.Length), SharesWeights(nameof(A))",
            "C: Concat(nameof(A), nameof(B)), Linear(2)") { IsOnSimulator = true },

        new("MatMul", "5, 4", "A: Linear(6), Permute(1, 0)", "B: From(\"input\"), Linear(6), MatMul(nameof(A)), Linear(2)"),
        new(
            "MatMul", "5, 4",
            "A: Linear(6), Tanh",
            "B: From(\"input\"), Linear(6), MatMul(nameof(A), Transpose = true, Scale = 0.5f)") { BatchSize = 1 },
        new("MatMul", "6, 4", "A: Linear(3), Tanh", "B: MatMul(nameof(A), Transpose = true), Softmax, MatMul(nameof(A), Scale = 2)"),
        new(
            "MatMul", "Input(3, 5, Name = \"Left\"), Input(5, 4, Name = \"Right\")",
            "A: From(\"Left\"), Linear(5)",
            "B: From(\"Right\"), Linear(7)",
            "C: From(nameof(A)), MatMul(nameof(B)), Linear(2)"),
        new(
            "MatMul", "70, 9",
            "A: Linear(33), Tanh",
            "B: MatMul(nameof(A), Transpose = true), MatMul(nameof(A)), Linear(3)") { IsLarge = true },

        new("Upsample2d", "2, 3, 2", "Conv2d(3, Kernel = 1), Upsample2d(2), Conv2d(2, Padding = 1)"),
        new("Upsample2d", "2, 2, 3", "Conv2d(17, Padding = 1), Upsample2d(3)") { BatchSize = 1 },
        new("Upsample2d", "3, 2, 2", "Conv2d(3, Padding = 1), Upsample2d(1), Tanh, Upsample2d(2), Flatten, Linear(2)"),
        new(
            "Upsample2d", "2, 4, 4",
            "A: Conv2d(3, Padding = 1), Relu",
            "B: MaxPool2d(2), Conv2d(4, Padding = 1), Upsample2d(2), Concat(nameof(A)), Conv2d(2, Padding = 1)"),
        new("Upsample2d", "2, 3, 3", "Upsample2d(2), Conv2d(2, Padding = 1)"),

        new("Residual", "5", "Linear(5), Tanh, Residual, Linear(3)"),
        new("Residual", "3, 4, 3", "Conv2d(3, Padding = 1), BatchNorm, Residual, Relu, Conv2d(2)"),
        new("Residual", "6", "A: Linear(5)", "B: Linear(9), Gelu, Linear(5), Residual", "C: Residual, Linear(2)") { BatchSize = 1 },
        new("Residual", "6, 5", "Linear(5), Residual, LayerNorm, Residual, Linear(3)") { Length = 4 },
        new(
            "Residual", "4",
            "A: Linear(3), Relu",
            "B: Linear(4), Relu",
            "C: From(nameof(A)), Linear(3), Residual, Concat(nameof(B)), Linear(2)"),

        new("Embedding", "TokenInput(6, 4)", "Embedding(3)") { BatchSize = 2 },
        new(
            "Slice", "TokenInput(9, 6)",
            "Embedding(4), LearnedPositions",
            "SelfAttention(2), Residual",
            "Slice(Axis.Length, -1, 1), Linear(3)") { Loss = "CrossEntropyLoss" },
        new(
            "Slice", "4, 6, 6",
            "A: Conv2d(5, Padding = 2), Tanh",
            "B: Slice(Axis.Height, 1, 4), Slice(Axis.Features, 1, 4), Conv2d(3, Padding = 1)",
            "C: From(nameof(A)), Slice(Axis.Height, 0, 4), Concat(nameof(B)), MaxPool2d(2, Stride = 1)"),
        new(
            "Permute", "3, 5, 4",
            "A: Conv2d(4, Padding = 1), Relu",
            "B: Permute(0, 2, 1), Conv2d(4, Padding = 1), Permute(0, 2, 1), Add(nameof(A)), Conv2d(2, Padding = 1)"),
        new(
            "Reshape", "24",
            "A: Reshape(2, 3, 4), Conv2d(3, Padding = 1), Relu",
            "B: Reshape(12, 3), LayerNorm, SelfAttention(1), Reshape(3, 3, 4), Concat(nameof(A)), Conv2d(2, Padding = 1)"),
        new(
            "Upsample2d", "2, 3, 5",
            "Upsample2d(2), MaxPool2d(3, Stride = 1, Padding = 1), Conv2d(3, Stride = 2, Padding = 1), "
                + "Upsample2d(2), AvgPool2d(2), Flatten, Linear(2)"),
        new(
            "MeanOver", "Input(5, 3, Name = \"A\"), Input(7, 3, Name = \"B\")",
            "X: Linear(4), MeanOver(Axis.Length)",
            "Y: From(\"B\"), Linear(4), MaxOver(Axis.Length), Add(nameof(X)), Linear(2)") { Length = 4 },
        new("MaxOver", "2, 4, 6", "Conv2d(5, Padding = 1), MaxOver(Axis.Height), MaxOver(Axis.Width), Softmax, Flatten"),
        new(
            "MatMul", "3, 4, 4",
            "A: Conv2d(6, Padding = 1), Reshape(6, 16)",
            "B: MatMul(nameof(A), Transpose = true, Scale = 0.25f), Softmax",
            "C: MatMul(nameof(A)), Reshape(6, 4, 4), Conv2d(2, Padding = 1)"),
        new("LayerNorm", "5", "Linear(1), LayerNorm, Linear(2)"),
        new("RmsNorm", "5", "Linear(1), RmsNorm, Linear(2)"),
        new("SwiGlu", "3, 4, 4", "Conv2d(34, Padding = 1), SwiGlu, Conv2d(6, Padding = 1), SwiGlu, Flatten, Linear(2)"),

        new("CrossEntropyLoss", "6, 4", "Linear(9)") { Loss = "CrossEntropyLoss(LabelSmoothing = 0.1f)" },
        new("CrossEntropyLoss", "TokenInput(9, 6)", "Embedding(5), Linear(17)") { Loss = "CrossEntropyLoss", Length = 5 },
        new(
            "CrossEntropyLoss", "2, 3, 4",
            "Conv2d(5, Padding = 1), Relu, Conv2d(3, Kernel = 1)") { Loss = "CrossEntropyLoss", BatchSize = 2 },
        new("BinaryCrossEntropyWithLogitsLoss", "6, 4", "Linear(3)") { Loss = "BinaryCrossEntropyWithLogitsLoss", Length = 4 },
        new("MseLoss", "6, 4", "Linear(3), Tanh") { Length = 1 },
    ];
}
