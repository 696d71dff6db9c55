namespace NetGen.Generators.Tests.Contracts;

/// <content>Attention in all its forms.</content>
internal static partial class OperatorCases
{
    private static IReadOnlyList<OperatorCase> Attention() =>
    [
        new("SelfAttention", "5, 6", "SelfAttention(2), Linear(3)"),
        new("SelfAttention", "6, 4", "Linear(9), SelfAttention(3, Bias = false), Tanh, Linear(2)") { BatchSize = 1 },
        new("SelfAttention", "1, 4", "Linear(4), SelfAttention(4)"),
        new("SelfAttention", "5, 3", "Linear(17), SelfAttention(1), Linear(2)") { BatchSize = 2 },
        new("SelfAttention", "6, 4", "Linear(8), SelfAttention(4, KeyValueHeads = 2), Linear(2)"),
        new("SelfAttention", "6, 4", "Linear(8), SelfAttention(4, KeyValueHeads = 1, Rotary = true), Linear(2)"),
        new("SelfAttention", "7, 4", "Linear(6), SelfAttention(1, Rotary = true, Bias = false), Linear(2)") { Length = 5 },
        new("SelfAttention", "5, 4", "Linear(6), SelfAttention(2, Dropout = 0.3f), Linear(2)"),
        new(
            "SelfAttention", "TokenInput(3, 6, Padding = 0)",
            "Embedding(6), SelfAttention(2, KeyPadding = \"input\"), Linear(2)") { BatchSize = 4 },
        new(
            "SelfAttention", "TokenInput(2, 2, Padding = 1, Name = \"Words\")",
            "Embedding(4), SelfAttention(1, KeyPadding = \"Words\"), MeanOver(Axis.Length), Linear(2)")
        {
            BatchSize = 7, Loss = "CrossEntropyLoss",
        },
        new(
            "SelfAttention", "TokenInput(4, 7, Padding = 3)",
            "Embedding(8), SelfAttention(4, KeyValueHeads = 2, KeyPadding = \"input\", Dropout = 0.2f), Linear(2)") { Length = 5 },
        new("SelfAttention", "5, 4", "SelfAttention(2), Residual, LayerNorm, SelfAttention(2), Residual, LayerNorm"),
        new("SelfAttention", "70, 9", "Linear(40), SelfAttention(2), Linear(3)") { BatchSize = 2, IsLarge = true },
        new(
            "SelfAttention", "129, 5",
            "Linear(33), SelfAttention(3, Bias = false), Linear(3)") { BatchSize = 2, Length = 66, IsLarge = true },

        new("CausalSelfAttention", "5, 6", "CausalSelfAttention(2), Linear(3)") { HasDecoder = true },
        new("CausalSelfAttention", "6, 4", "Linear(9), CausalSelfAttention(3, Bias = false), Tanh, Linear(2)")
            { HasDecoder = true, BatchSize = 1 },
        new("CausalSelfAttention", "6, 4", "Linear(8), CausalSelfAttention(4, KeyValueHeads = 2), Linear(2)") { HasDecoder = true },
        new("CausalSelfAttention", "7, 4", "Linear(8), CausalSelfAttention(2, KeyValueHeads = 1, Rotary = true), Linear(2)")
            { HasDecoder = true, Length = 4 },
        new("CausalSelfAttention", "5, 4", "Linear(6), CausalSelfAttention(2, Dropout = 0.3f), Linear(2)") { HasDecoder = true },
        new(
            "CausalSelfAttention", "TokenInput(3, 6, Padding = 0)",
            "Embedding(6), CausalSelfAttention(2, KeyPadding = \"input\"), Linear(2)") { BatchSize = 4 },
        new(
            "CausalSelfAttention", "TokenInput(9, 7)",
            "Embedding(6), LearnedPositions",
            "CausalSelfAttention(2), Residual, Linear(9)") { Loss = "CrossEntropyLoss", HasDecoder = true },
        new(
            "CausalSelfAttention", "TokenInput(9, 7)",
            "Embedding(8)",
            "CausalSelfAttention(4, KeyValueHeads = 2, Rotary = true), Residual, RmsNorm, "
                + "CausalSelfAttention(2, Rotary = true, Bias = false), Linear(9)")
        {
            Loss = "CrossEntropyLoss", Length = 6, HasDecoder = true,
        },
        new(
            "CausalSelfAttention", "TokenInput(5, 4)",
            "Embedding(4), SinusoidalPositions, CausalSelfAttention(1), BatchNorm, Linear(3)") { HasDecoder = true },
        new("CausalSelfAttention", "130, 5", "Linear(32), CausalSelfAttention(2), Linear(3)")
            { HasDecoder = true, BatchSize = 2, IsLarge = true },

        new("CrossAttention", "5, 6", "Other: Linear(4), Tanh", "Head: From(\"input\"), CrossAttention(nameof(Other), 2), Linear(3)"),
        new(
            "CrossAttention", "Input(7, 5, Name = \"Source\"), Input(4, 6, Name = \"Target\")",
            "A: Linear(3)",
            "B: From(\"Target\"), Linear(6), CrossAttention(nameof(A), 3), Linear(2)"),
        new(
            "CrossAttention", "Input(3, 5, Name = \"Source\"), Input(6, 4, Name = \"Target\")",
            "From(\"Target\"), CrossAttention(\"Source\", 2, Bias = false), Linear(2)") { BatchSize = 1 },
        new(
            "CrossAttention", "Input(7, 5, Name = \"Source\"), Input(4, 6, Name = \"Target\")",
            "A: Linear(3)",
            "B: From(\"Target\"), Linear(8), CrossAttention(nameof(A), 4, KeyValueHeads = 2), Linear(2)"),
        new(
            "CrossAttention", "TokenInput(3, 6, Name = \"Words\", Padding = 0), Input(4, 6, Name = \"Target\")",
            "A: From(\"Words\"), Embedding(5)",
            "B: From(\"Target\"), CrossAttention(nameof(A), 2, KeyPadding = \"Words\"), Residual, Linear(2)") { BatchSize = 4 },
        new(
            "CrossAttention", "5, 6",
            "Other: Linear(4)",
            "Head: From(\"input\"), CrossAttention(nameof(Other), 2, Dropout = 0.4f), CrossAttention(nameof(Other), 3), Linear(3)")
        {
            Length = 4,
        },
        new(
            "CrossAttention", "Input(5, 4, Name = \"Source\"), Input(3, 6, Name = \"Target\")",
            "A: Linear(3), Tanh",
            "B: From(\"Target\"), Reading(nameof(A), heads: 2), Repeat(3)",
            "Linear(2)"),
        new("CrossAttention", "4, 6", "Other: Linear(6), Relu", "Head: CrossAttention(nameof(Other), 2), Linear(3)"),
        new(
            "CrossAttention", "Input(70, 5, Name = \"Source\"), Input(66, 6, Name = \"Target\")",
            "A: Linear(20)",
            "B: From(\"Target\"), Linear(34), CrossAttention(nameof(A), 2), Linear(2)") { BatchSize = 2, IsLarge = true },
    ];
}
