namespace NetGen.Generators.Tests;

/// <content>Operations that take values of any shape, and losses of any output: what is left to be wrong.</content>
internal static partial class DiagnosticCases
{
    private static readonly string[] s_functions =
        ["Flatten", "HardSwish", "HardTanh", "Mish", "Relu", "Relu6", "Selu", "Silu", "Softsign", "Tanh"];

    private static readonly string[] s_losses =
    [
        "BinaryCrossEntropyWithLogitsLoss", "DiceLoss", "FocalLoss", "HingeLoss", "HuberLoss", "KlDivergenceLoss", "LogCoshLoss", "MaeLoss",
        "PoissonNllLoss", "QuantileLoss(0.5f)", "SmoothL1Loss",
    ];

    private static IReadOnlyList<DiagnosticCase> Anywhere() =>
    [
        .. s_functions.Select(name => Tokens("NG0011", "TokenInput(9, 6)", $"«{name}», Linear(2)", name, "6 tokens", "Embedding")),
        .. s_losses.Select(name => Loss("NG0010", 2, WithWeight(name), name.Split('(')[0], "weight", "0")),
        Stages(
            "NG0023", "4",
            "[Linear(8)] public partial Layer Stem { get; } [Linear(6), «Multiply(nameof(Stem))»] public partial Layer Head { get; }",
            "Multiply", "'Head'", "6", "'Stem'", "8"),
    ];

    private static string WithWeight(string loss) =>
        loss.EndsWith(')') ? $"{loss[..^1]}, Weight = 0)" : $"{loss}(Weight = 0)";
}
