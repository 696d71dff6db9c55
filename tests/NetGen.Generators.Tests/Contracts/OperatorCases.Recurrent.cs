namespace NetGen.Generators.Tests.Contracts;

/// <content>Recurrences.</content>
internal static partial class OperatorCases
{
    private static IReadOnlyList<OperatorCase> Recurrences() =>
    [
        new("Rnn", "5, 3", "Rnn(4), Linear(2)") { HasDecoder = true },
        new("Rnn", "6, 5", "Linear(9), Rnn(17, Nonlinearity = RnnNonlinearity.Relu, Bias = false), Tanh, Linear(3)")
            { HasDecoder = true, BatchSize = 1 },
        new("Rnn", "4, 3", "Rnn(5, LastOnly = true), Linear(2)") { Loss = "CrossEntropyLoss", BatchSize = 5 },
        new("Rnn", "1, 3", "Rnn(4), Rnn(3, Bidirectional = true)"),
        new("Lstm", "5, 3", "Lstm(4), Linear(2)") { HasDecoder = true },
        new("Lstm", "4, 7", "Lstm(17, LastOnly = true), Linear(3)") { Loss = "CrossEntropyLoss", BatchSize = 1 },
        new("Lstm", "3, 4", "Lstm(3, Layers = 2, Bidirectional = true), Linear(2)") { IsOnSimulator = true },
        new("Lstm", "TokenInput(11, 6)", "Embedding(5), Lstm(9, Bidirectional = true, LastOnly = true), Linear(2)") { BatchSize = 4 },
        new("Lstm", "7, 5", "A: Lstm(6, Bias = false)", "B: From(\"input\"), Linear(6), Tanh, Add(nameof(A)), LayerNorm, Lstm(3)")
            { HasDecoder = true },
        new("Lstm", "9, 33", "Lstm(35), Gelu, Lstm(65, LastOnly = true), Linear(7)") { BatchSize = 5, IsLarge = true },
        new("Lstm", "TokenInput(9, 7)", "Embedding(5), Lstm(6, Layers = 2), Linear(9)") { HasDecoder = true, Loss = "CrossEntropyLoss" },
        new("Gru", "TokenInput(9, 6)", "Embedding(3), Rnn(4), LayerNorm, Gru(17), Linear(9)") { HasDecoder = true },
        new("Gru", "TokenInput(5, 6)", "Embedding(8), Gru(8), CausalSelfAttention(2), Linear(5)") { HasDecoder = true },
        new(
            "Lstm", "TokenInput(4, 6, Padding = 1)",
            "Embedding(5), Lstm(9, SkipPadding = \"input\", LastOnly = true, Bidirectional = true), Linear(2)")
            { BatchSize = 5, IsOnSimulator = true },
        new(
            "Gru", "TokenInput(3, 7, Padding = 0)",
            "Embedding(5, SkipPadding = \"input\"), Gru(4, SkipPadding = \"input\", Layers = 2)",
            "MeanOver(Axis.Length, SkipPadding = \"input\")")
            { BatchSize = 5 },
        new("Rnn", "TokenInput(3, 5, Padding = 0)", "Embedding(4), Rnn(6, SkipPadding = \"input\"), Linear(2)") { BatchSize = 1 },
        new("Gru", "5, 3", "Gru(4), Linear(2)") { HasDecoder = true },
        new("Gru", "4, 7", "Gru(17, LastOnly = true), Linear(3)") { Loss = "CrossEntropyLoss", BatchSize = 1 },
        new("Gru", "3, 4", "Gru(3, Layers = 2, Bidirectional = true, Bias = false), MeanOver(Axis.Length), Linear(2)"),
        new("Gru", "6, 5", "Stem: Gru(8), Recompute", "Head: Gru(3, LastOnly = true)"),
        new("Gru", "6, 5", "Stem: Gru(8)", "Head: Gru(3, LastOnly = true)"),
    ];
}
