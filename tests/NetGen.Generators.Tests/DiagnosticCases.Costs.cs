namespace NetGen.Generators.Tests;

/// <content>Budgets: exceeded, and those that are none.</content>
internal static partial class DiagnosticCases
{
    private static IReadOnlyList<DiagnosticCase> Costs() =>
    [
        Budget(
            "NG0100", "«Budget(Parameters = 100)»", "127 parameters", "budget of 100",
            "dearest stages: Stem (88), Body (36) and Head (3)"),
        Budget("NG0100", "«Budget(Flops = 1e2)»", "228 FLOPs a sample", "budget of 100", "Stem (160), Body (64) and Head (4)"),
        Budget("NG0100", "«Budget(TrainingBytes = 1e3, BatchSize = 7)»", "training step of 7 samples", "budget of 1,000", "Stem ("),
        Budget("NG0100", "«Budget(InferenceBytes = 5)»", "bytes in a prediction", "budget of 5", "Stem ("),
        Budget("NG0010", "«Budget(Parameters = 0)»", "Budget", "parameters is 0", "above 0"),
        Budget("NG0010", "«Budget(TrainingBytes = -1e9)»", "trainingBytes is -1000000000"),
        Budget("NG0010", "«Budget(InferenceBytes = double.NaN)»", "inferenceBytes is NaN"),
        Budget("NG0010", "«Budget(Flops = -1)»", "flops is -1"),
        Budget("NG0010", "«Budget(Parameters = 1000, BatchSize = 0)»", "batchSize is 0", "at least 1"),
        Budget("NG0058", "«Budget»", "limits nothing"),
        Budget("NG0058", "«Budget(BatchSize = 3)»", "limits nothing", "TrainingBytes"),
    ];

    private static DiagnosticCase Budget(string id, string budget, params string[] says) => new(
        id,
        $"[Network, Input(10), MseLoss, {budget}] partial class Net {{ [Linear(8)] public partial Layer Stem {{ get; }} "
            + "[Tanh, Linear(4)] public partial Layer Body { get; } [MaxOver(Axis.Features), Linear(1), Linear(1, Bias = false)] "
            + "public partial Layer Head { get; } }",
        says);
}
