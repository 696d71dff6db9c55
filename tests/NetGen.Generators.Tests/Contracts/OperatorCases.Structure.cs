namespace NetGen.Generators.Tests.Contracts;

/// <content>Blocks, repetition, shared weights, recomputed stages, several inputs and outputs.</content>
internal static partial class OperatorCases
{
    private const string TwoLosses = "CrossEntropyLoss(On = \"Kind\"), MseLoss(On = \"Size\", Weight = 0.3f)";

    private static IReadOnlyList<OperatorCase> Structure() =>
    [
        new("Block", "4", "Linear(5), Dense(\"7\"), Linear(2)"),
        new("Block", "4", "Stem: Linear(5)", "Body: Dense(\"3\")", "Head: Linear(2)") { BatchSize = 1 },
        new("Block", "4", "Dense(\"3\"), Tanh, Dense(\"4\"), Relu, Dense(\"3\")"),
        new("Block", "2, 6, 6", "Conv2d(3, Padding = 1), Basic(3), Down(4), Down(5, stride: 1), GlobalAvgPool2d, Linear(2)"),
        new("Block", "3, 4, 4", "Down(2)") { BatchSize = 4 },
        new("Block", "5, 4", "Stem: Linear(6)", "Body: Encoder(2), Encoder(3, hidden: 5)", "Head: LayerNorm, Linear(2)") { Length = 4 },
        new("Block", "4", "Linear(6), Nest(3, 2), Linear(2)"),
        new("Block", "5, 4", "Linear(6), Nest(hidden: 2, times: 1), Linear(2)"),
        new(
            "Block", "4",
            "A: Linear(5)",
            "B: Dense(\"2\"), Add(nameof(A))",
            "C: From(nameof(A)), Dense(\"3\"), Concat(nameof(B)), Linear(2)"),
        new("Block", "TokenInput(3, 5, Name = \"Words\", Padding = 2)", "Embedding(4), Masked(2), Masked(1), Linear(2)") { BatchSize = 4 },
        new(
            "Block", "TokenInput(9, 6)",
            "Embedding(6), LearnedPositions, Decoder(2), Linear(9)") { Loss = "CrossEntropyLoss", HasDecoder = true },

        new("Subnetwork", "6", "Body: Subnetwork(typeof(Features))", "Head: Linear(2)") { IsOnSimulator = true },
        new("Subnetwork", "3", "Linear(6), Subnetwork(typeof(Features)), Tanh, Linear(6), Subnetwork(typeof(Features))") { BatchSize = 1 },
        new("Subnetwork", "2, 6, 6", "Body: Subnetwork(typeof(Eye))", "Flatten, Linear(2)") { BatchSize = 4 },
        new("Subnetwork", "2, 6, 6", "Body: Subnetwork(typeof(Eye)), Recompute", "Flatten, Linear(2)") { BatchSize = 4 },
        new("Subnetwork", "TokenInput(9, 6, Padding = 2)", "Subnetwork(typeof(Reader)), Linear(2)") { Length = 5 },
        new("Subnetwork", "5, 3", "Stem: Linear(4)", "Body: Subnetwork(typeof(Series)), Repeat(3)", "Linear(2)") { Length = 4 },
        new(
            "Subnetwork", "4", "Stem: Linear(4), Tanh", "Body: Holder", "Side: From(nameof(Stem)), Linear(4)",
            "Add(nameof(Body), nameof(Side))"),
        new(
            "Subnetwork", "Input(6, Name = \"Left\"), Input(6, Name = \"Right\")",
            "A: From(\"Left\"), Subnetwork(typeof(Features))",
            "B: From(\"Right\"), Subnetwork(typeof(Features)), SharesWeights(nameof(A))",
            "C: Concat(nameof(A), nameof(B)), Linear(2)"),

        new("Repeat", "5", "Linear(5), Tanh, Repeat(3)"),
        new("Repeat", "4", "Stem: Linear(5), Tanh", "Body: Dense(\"3\"), Repeat(4)", "Head: Linear(2)"),
        new("Repeat", "4", "Stem: Linear(5), Tanh", "Body: Dense(\"3\"), Relu, Dense(\"4\"), Repeat(3)", "Head: Linear(2)"),
        new("Repeat", "5", "Dense(\"3\"), Repeat(1)", "Linear(2)") { BatchSize = 1 },
        new("Repeat", "2, 5, 5", "Conv2d(3, Padding = 1), Relu", "Basic(3), Repeat(3)", "Flatten, Linear(2)"),
        new("Repeat", "6, 4", "Linear(6)", "Encoder(2), Repeat(3)", "Linear(2)") { Length = 5 },
        new("Repeat", "5", "Linear(5), Tanh, Repeat(3), SharesWeights", "Linear(2)"),
        new("Repeat", "5", "Dense(\"3\"), Repeat(2), SharesWeights", "Linear(2)") { BatchSize = 1 },
        new("Repeat", "6, 4", "Linear(6)", "Encoder(2), Repeat(3), SharesWeights", "Linear(2)"),
        new("Repeat", "2, 4, 4", "Conv2d(3, Padding = 1)", "Basic(3), Repeat(2), SharesWeights", "Flatten, Linear(2)"),
        new("Repeat", "4", "Linear(6)", "Nest(3, 2), Repeat(2)", "Linear(2)"),
        new(
            "Repeat", "4",
            "A: Linear(5)",
            "B: Dense(\"2\"), Repeat(3)",
            "C: From(nameof(A)), Dense(\"3\"), Repeat(3)",
            "D: Concat(nameof(A), nameof(B), nameof(C)), Linear(2)"),
        new("Repeat", "5", "Linear(5), Dropout(0.3f), Residual, Repeat(3)", "Linear(2)"),
        new("Repeat", "5, 4", "A: Linear(4), Residual", "B: Linear(4), MatMul(nameof(A), Transpose = true), Linear(4), Repeat(3)"),
        new(
            "Repeat", "TokenInput(9, 6)",
            "Embedding(6), SinusoidalPositions",
            "Decoder(2), Repeat(3)",
            "RmsNorm, Linear(9)") { Loss = "CrossEntropyLoss", Length = 5, HasDecoder = true },
        new(
            "Repeat", "TokenInput(9, 6)",
            "Embedding(6), LearnedPositions",
            "Noisy(3), Repeat(2)",
            "LayerNorm, Linear(9)") { Loss = "CrossEntropyLoss", HasDecoder = true },

        new("Repeat", "5", "A: Linear(4), Tanh", "B: Dense(\"3\"), Add(nameof(A)), Repeat(4)", "C: Linear(2)"),
        new(
            "Repeat", "3, 6, 6",
            "A: Conv2d(4, Padding = 1)",
            "B: LayerNorm, Conv2d(4, Padding = 1), Silu, Residual, Repeat(5)",
            "C: MaxOver(Axis.Features), Flatten, Linear(2)"),
        new(
            "Repeat", "4",
            "A: Linear(6)",
            "B: BatchNorm, Linear(6), Relu, Repeat(4)",
            "C: Dropout(0.2f), Linear(6), Repeat(2), SharesWeights",
            "D: Linear(2)") { BatchSize = 5 },
        new(
            "Repeat", "8, 4",
            "Linear(8)",
            "LayerNorm, SelfAttention(4, KeyValueHeads = 2, Rotary = true), Residual, Repeat(4)",
            "Linear(2)") { Length = 7 },

        new("Recompute", "4", "Stem: Linear(5), Tanh", "Body: Linear(9), Tanh, Linear(5), Residual", "Head: Linear(2)"),
        new("Recompute", "4", "Stem: Linear(5), Tanh", "Body: Linear(9), Tanh, Linear(5), Residual, Recompute", "Head: Linear(2)"),
        new("Recompute", "4", "Stem: Linear(5), Tanh", "Body: Dense(\"3\"), Repeat(3)", "Head: Linear(2)"),
        new("Recompute", "4", "Stem: Linear(5), Tanh", "Body: Dense(\"3\"), Repeat(3), Recompute", "Head: Linear(2)"),
        new("Recompute", "24, 5", "A: Linear(3), Tanh, Conv1d(4), Tanh, Conv1d(5)", "B: MaxOver(Axis.Length), Linear(2)"),
        new("Recompute", "24, 5", "A: Linear(3), Tanh, Conv1d(4), Tanh, Conv1d(5), Recompute", "B: MaxOver(Axis.Length), Linear(2)"),
        new(
            "Recompute", "2, 4, 5",
            "A: Conv2d(3, Kernel = 1), Tanh", "B: Conv2d(2, Kernel = 1), Concat(nameof(A))", "C: Reshape(100), Linear(2)"),
        new(
            "Recompute", "2, 4, 5",
            "A: Conv2d(3, Kernel = 1), Tanh", "B: Conv2d(2, Kernel = 1), Concat(nameof(A)), Recompute", "C: Reshape(100), Linear(2)"),
        new("Recompute", "2, 5, 5", "Conv2d(3, Padding = 1), Relu", "Basic(3), Repeat(2)", "Flatten, Linear(2)"),
        new("Recompute", "2, 5, 5", "Conv2d(3, Padding = 1), Relu", "Basic(3), Repeat(2), Recompute", "Flatten, Linear(2)"),
        new(
            "Recompute", "2, 6, 6",
            "Conv2d(3, Padding = 1), MaxPool2d(2), Relu",
            "Down(4, stride: 1), Dropout(0.3f)",
            "Flatten, Linear(2)"),
        new(
            "Recompute", "2, 6, 6",
            "Conv2d(3, Padding = 1), MaxPool2d(2), Relu, Recompute",
            "Down(4, stride: 1), Dropout(0.3f), Recompute",
            "Flatten, Linear(2)"),
        new(
            "Recompute", "TokenInput(9, 6)",
            "Embedding(6), LearnedPositions, Dropout(0.1f)",
            "Noisy(3), Repeat(3)",
            "LayerNorm, Linear(9)") { Loss = "CrossEntropyLoss", Length = 5, HasDecoder = true },
        new(
            "Recompute", "TokenInput(9, 6)",
            "Embedding(6), LearnedPositions, Dropout(0.1f), Recompute",
            "Noisy(3), Repeat(3), Recompute",
            "LayerNorm, Linear(9)") { Loss = "CrossEntropyLoss", Length = 5, HasDecoder = true },
        new("Recompute", "6, 4", "Linear(6)", "Encoder(2), Repeat(3), SharesWeights", "Linear(2)"),
        new("Recompute", "6, 4", "Linear(6)", "Encoder(2), Repeat(3), SharesWeights, Recompute", "Linear(2)"),
        new(
            "Recompute", "6, 4",
            "A: Linear(6), Tanh",
            "B: Linear(6), MatMul(nameof(A), Transpose = true), Linear(6)",
            "C: Concat(nameof(A), nameof(B)), LayerNorm, Linear(3)",
            "D: Linear(2)"),
        new(
            "Recompute", "6, 4",
            "A: Linear(6), Tanh",
            "B: Linear(6), MatMul(nameof(A), Transpose = true), Linear(6), Recompute",
            "C: Concat(nameof(A), nameof(B)), LayerNorm, Linear(3), Recompute",
            "D: Linear(2)"),

        new(
            "SharesWeights", "Input(5, Name = \"Left\"), Input(5, Name = \"Right\")",
            "A: From(\"Left\"), Linear(4), Tanh, Linear(3)",
            "B: From(\"Right\"), Linear(4), Tanh, Linear(3), SharesWeights(nameof(A))",
            "C: Concat(nameof(A), nameof(B)), Linear(2)"),
        new(
            "SharesWeights", "5",
            "A: Linear(5), Relu",
            "B: Linear(5), Sigmoid, SharesWeights(nameof(A))",
            "C: SharesWeights(nameof(A)), Linear(5)") { BatchSize = 1 },
        new(
            "SharesWeights", "Input(2, 5, 5, Name = \"Left\"), Input(2, 5, 5, Name = \"Right\")",
            "A: From(\"Left\"), Conv2d(3, Padding = 1), BatchNorm, Relu, Flatten",
            "B: From(\"Right\"), Conv2d(3, Padding = 1), BatchNorm, Relu, Flatten, SharesWeights(nameof(A))",
            "C: Concat(nameof(A), nameof(B)), Linear(2)"),
        new(
            "SharesWeights", "Input(2, 5, 5, Name = \"Left\"), Input(2, 4, 6, Name = \"Right\")",
            "A: From(\"Left\"), Basic(2), GlobalAvgPool2d",
            "B: From(\"Right\"), Basic(2), GlobalAvgPool2d, SharesWeights(nameof(A))",
            "C: Concat(nameof(A), nameof(B)), Linear(2)"),
        new(
            "SharesWeights", "TokenInput(5, 4, Name = \"Left\"), TokenInput(5, 6, Name = \"Right\")",
            "A: From(\"Left\"), Embedding(3), MeanOver(Axis.Length)",
            "B: From(\"Right\"), Embedding(3), MaxOver(Axis.Length), SharesWeights(nameof(A))",
            "C: Concat(nameof(A), nameof(B)), Linear(2)"),
        new("SharesWeights", "5, 4", "A: Encoder(2), Repeat(2)", "B: Encoder(2), Repeat(2), SharesWeights(nameof(A))", "C: Linear(2)"),
        new(
            "SharesWeights", "6, 4",
            "A: SelfAttention(2), LearnedPositions, RmsNorm",
            "B: SelfAttention(2), LearnedPositions, RmsNorm, SharesWeights(nameof(A))",
            "C: Linear(2)") { Length = 4 },

        new(
            "SharesWeights", "TokenInput(9, 5)",
            "Embed: Embedding(4)",
            "Head: Tanh, Linear(9, Bias = false), SharesWeights(nameof(Embed))") { Loss = "CrossEntropyLoss" },
        new(
            "SharesWeights", "TokenInput(17, 5)",
            "Embed: Embedding(6), LearnedPositions",
            "Body: Decoder(2), Repeat(2)",
            "Head: RmsNorm, Linear(17), SharesWeights(nameof(Embed))") { Loss = "CrossEntropyLoss", Length = 4, HasDecoder = true },
        new(
            "SharesWeights", "2, 5, 5",
            "A: Conv2d(2, Padding = 1), Tanh",
            "B: Conv2d(2, Padding = 1, Bias = false), SharesWeights(nameof(A)), Relu",
            "C: Flatten, Linear(2)"),
        new(
            "SharesWeights", "5",
            "A: Linear(5), Tanh",
            "B: Linear(5), SharesWeights(nameof(A)), Sigmoid",
            "C: Linear(5, Bias = false), SharesWeights(nameof(A))") { BatchSize = 1 },

        new("Frozen", "5", "Linear(4), Tanh, Frozen", "Linear(2)"),
        new("Frozen", "5", "A: Linear(4)", "B: Linear(5), BatchNorm, Tanh, Frozen", "C: Linear(2)")
        {
            BatchSize = 4, IsOnSimulator = true,
        },
        new("Frozen", "5", "A: Linear(4), BatchNorm", "B: LayerNorm, PRelu, Linear(5), Frozen", "C: Linear(5, WeightNorm = true), Frozen"),
        new(
            "Frozen", "2, 5, 5", "Conv2d(3, Padding = 1), BatchNorm, Relu, Dropout(0.3f), Frozen", "Basic(3), Repeat(2)",
            "Flatten, Linear(2)"),
        new("Frozen", "6, 4", "Linear(6)", "Encoder(2), Repeat(3), Frozen", "Linear(2)") { Length = 5 },
        new("Frozen", "2, 6, 6", "Body: Subnetwork(typeof(Eye)), Frozen", "Flatten, Linear(2)") { BatchSize = 4 },
        new("Frozen", "2, 6, 6", "Conv2d(2, Padding = 1)", "Basic(2), Frozen", "Down(3), Flatten, Linear(2)"),
        new("Frozen", "2, 6, 6", "Conv2d(2, Padding = 1), Recompute", "Basic(2), Frozen, Recompute", "Down(3), Flatten, Linear(2)"),
        new(
            "Frozen", "Input(2, 5, 5, Name = \"Left\"), Input(2, 5, 5, Name = \"Right\")",
            "A: From(\"Left\"), Conv2d(3, Padding = 1), BatchNorm, Relu, Flatten, Frozen",
            "B: From(\"Right\"), Conv2d(3, Padding = 1), BatchNorm, Relu, Flatten, SharesWeights(nameof(A))",
            "C: Concat(nameof(A), nameof(B)), Linear(2)"),
        new(
            "Frozen", "TokenInput(17, 5)",
            "Embed: Embedding(6), LearnedPositions, Frozen",
            "Body: Decoder(2), Repeat(2)",
            "Head: RmsNorm, Linear(17), SharesWeights(nameof(Embed))")
        {
            Loss = "CrossEntropyLoss", Length = 4, HasDecoder = true, IsOnSimulator = true,
        },
        new("LoRA", "5", "Linear(4), Tanh, LoRA(2)", "Linear(2)"),
        new("LoRA", "5", "A: Linear(4)", "B: Linear(5), BatchNorm, Linear(6, Bias = false), LoRA(3, Alpha = 6)", "C: Linear(2)")
        {
            BatchSize = 4, IsOnSimulator = true,
        },
        new("LoRA", "6, 4", "Linear(6)", "Encoder(2), Repeat(3), LoRA(2, Alpha = 1)", "Linear(2)") { Length = 5, IsOnSimulator = true },
        new(
            "LoRA", "TokenInput(17, 5)",
            "Embed: Embedding(6), Frozen",
            "Body: Decoder(2), Repeat(2), LoRA(1, Alpha = 1)",
            "Head: RmsNorm, Linear(17), SharesWeights(nameof(Embed)), Frozen")
        {
            Loss = "CrossEntropyLoss", HasDecoder = true,
        },
        new("LoRA", "5, 4", "A: Linear(4)", "B: CrossAttention(nameof(A), 2), LoRA(2, Alpha = 1, Dropout = 0.25f)", "C: Linear(2)"),
        new("LoRA", "6", "Body: Subnetwork(typeof(Features)), LoRA(2)", "Head: Linear(2)") { BatchSize = 1 },
        new(
            "LoRA", "Input(5, Name = \"Left\"), Input(5, Name = \"Right\")",
            "A: From(\"Left\"), Linear(4), Tanh, Linear(3), LoRA(2)",
            "B: From(\"Right\"), Linear(4), Tanh, Linear(3), SharesWeights(nameof(A))",
            "C: Concat(nameof(A), nameof(B)), Linear(2)"),

        new("Features", "5", "A: Linear(4), Tanh, Features", "B: Linear(2)"),
        new("Features", "2, 5, 5", "A: Conv2d(3, Padding = 1), Relu, Features", "B: Basic(3)", "C: Flatten, Linear(2), Features")
        {
            BatchSize = 1,
        },
        new("Features", "5, 4", "A: Linear(4), Features", "B: Encoder(2), Repeat(2), Features", "C: Linear(2)") { Length = 4 },

        new("Frozen", "5, 4", "Lstm(3)", "Lstm(4, Bidirectional = true), Frozen", "Gru(3), Frozen", "Linear(2)"),

        new(
            "Input", "Input(4, Name = \"Left\"), Input(3, Name = \"Right\")",
            "A: Linear(5), Tanh",
            "B: From(\"Right\"), Linear(5), Add(nameof(A)), Linear(2)"),
        new("Input", "Input(4, Name = \"Left\"), Input(4, Name = \"Right\")", "Add(\"Left\", \"Right\"), Linear(3)") { BatchSize = 1 },
        new(
            "Input", "Input(2, 4, 4, Name = \"Image\"), TokenInput(7, 5, Name = \"Text\"), Input(3, Name = \"Numbers\")",
            "A: Conv2d(3), Flatten",
            "B: From(\"Text\"), Embedding(4), MeanOver(Axis.Length)",
            "C: Concat(nameof(A), nameof(B), \"Numbers\"), Linear(2)") { Loss = "CrossEntropyLoss" },
        new(
            "Input", "TokenInput(7, 5, Name = \"First\"), TokenInput(4, 5, Name = \"Second\")",
            "A: Embedding(4)",
            "B: From(\"Second\"), Embedding(4), Add(nameof(A)), Linear(2)") { Length = 3 },
        new("Input", "5, 4", "A: Linear(3)", "B: From(\"input\"), Concat(nameof(A), \"input\"), Linear(2)"),

        new("Losses", "5", "Body: Linear(9), Tanh", "Kind: Linear(3)", "Size: From(nameof(Body)), Linear(2)") { Loss = TwoLosses },
        new("Losses", "5", "Kind: Linear(3)", "Size: Linear(2)") { Loss = TwoLosses, BatchSize = 1 },
        new(
            "Losses", "TokenInput(9, 6)",
            "Body: Embedding(4)",
            "Kind: Linear(5)",
            "Size: From(nameof(Body)), MeanOver(Axis.Length), Linear(2)") { Loss = TwoLosses, Length = 4 },
        new(
            "Losses", "2, 4, 4",
            "Body: Conv2d(3, Padding = 1), Relu",
            "Kind: Conv2d(2, Kernel = 1)",
            "Size: From(nameof(Body)), Conv2d(2, Padding = 1)") { Loss = TwoLosses },
        new(
            "Losses", "Input(4, Name = \"Left\"), Input(3, Name = \"Right\")",
            "A: Linear(5), Tanh",
            "B: From(\"Right\"), Linear(5), Add(nameof(A))",
            "Kind: Linear(3)",
            "Size: From(nameof(B)), Linear(2)") { Loss = TwoLosses },
        new("Losses", "4", "Linear(3)") { Loss = "MseLoss(Weight = 2.5f)" },

        new("Losses", "5", "Kind: Linear(3), Tanh", "Size: From(nameof(Kind)), Residual") { Loss = TwoLosses },
        new("Losses", "TokenInput(9, 6)", "Kind: Embedding(4)", "Size: CausalSelfAttention(2)") { Loss = TwoLosses, BatchSize = 2 },
        new(
            "Losses", "2, 5, 5",
            "Stem: Conv2d(3, Padding = 1)",
            "Kind: From(nameof(Stem)), Softmax",
            "Size: From(nameof(Stem)), Relu, Conv2d(2)",
            "Last: From(nameof(Stem)), GlobalAvgPool2d, Linear(2)") { Loss = TwoLosses + ", BinaryCrossEntropyWithLogitsLoss(Weight = 2)" },

        new("Output", "5", "A: Linear(3), Output", "B: Tanh, Linear(2)"),
        new("Output", "2, 4, 4", "A: Conv2d(3, Padding = 1), Output, Relu", "B: Flatten, Linear(2), Softmax, Output") { BatchSize = 1 },
        new("Output", "6, 4", "A: Linear(3), Output", "B: MeanOver(Axis.Length), Output", "C: Linear(2)") { Length = 5 },
    ];
}
