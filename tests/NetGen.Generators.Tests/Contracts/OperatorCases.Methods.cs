namespace NetGen.Generators.Tests.Contracts;

/// <content>Methods of the user's own.</content>
internal static partial class OperatorCases
{
    private static IReadOnlyList<OperatorCase> Methods() =>
    [
        new("Apply", "6", $"Linear(5), {Apply("Square")}, Linear(3)"),
        new("Apply", "6, 4", $"Linear(5), {Apply("Swish")}, Linear(3)") { IsOnSimulator = true },
        new("Apply", "2, 4, 3", $"Conv2d(3), {Apply("Bent", "0.3")}, Conv2d(2, Kernel = 1)") { BatchSize = 1 },
        new("Merge", "6", "A: Linear(5)", "B: From(\"input\"), Linear(5)", $"C: {Merge("Gate", "A", "B")}, Linear(2)"),
        new("Merge", "6", "A: Linear(17)", $"B: Linear(17), {Merge("Gate", "A")}") { BatchSize = 1 },
        new("Merge", "2, 4, 3", "A: Conv2d(5), Tanh", "B: GlobalAvgPool2d, Linear(5)", $"C: {Merge("Gate", "A", "B")}, Flatten, Linear(2)")
        {
            IsOnSimulator = true,
        },
        new("Loss", "6", "Linear(5)") { Loss = Loss("Huberlike"), BatchSize = 1 },
        new("Loss", "6, 3", "Linear(5)") { Loss = Loss("CrossEntropy"), IsOnSimulator = true },
        new("Loss", "6", "Linear(9), Tanh, Linear(4)") { Loss = Loss("Cosine", ", SampleWeights = true") },
        new("Recurrent", "7, 1", Recurrent("Leak")),
        new("Recurrent", "5, 2", $"Linear(2), {Recurrent("Remember")}, Linear(2)") { IsOnSimulator = true },
        new("Recurrent", "5, 3", $"Linear(4), {Recurrent("Lstm")}, Linear(2)"),
        new("Recurrent", "5, 4", $"{Recurrent("Lstm", ", LastOnly = true, Backwards = true")}, Linear(2)") { BatchSize = 1 },
        new("Recurrent", "5, 4", $"{Recurrent("Lstm")}, Linear(2)") { BatchSize = 1 },
        new("Regularizer", "6", $"Linear(5), {Regularizer("Ridge")}", "Tanh, Linear(3)"),
        new("Regularizer", "6, 4", $"Embed: Conv1d(3), Tanh, {Regularizer("Soft", ", Weight = 0.3f")}", $"Linear(2), {Regularizer("Ridge")}")
        {
            IsOnSimulator = true, BatchSize = 1,
        },
    ];

    private static string Regularizer(string method, string more = "") => $"Regularizer(\"{method}\", {Where}{more})";

    private static string Apply(string method, string constants = "") =>
        $"Apply(\"{method}\"{(constants.Length > 0 ? ", " + constants : "")}, {Where})";

    private static string Merge(string method, params string[] stages) =>
        $"Merge(\"{method}\", {string.Join(", ", stages.Select(stage => $"nameof({stage})"))}, {Where})";

    private static string Loss(string method, string more = "") => $"Loss(\"{method}\", {Where}{more})";

    private static string Recurrent(string method, string more = "") => $"Recurrent(\"{method}\", {Where}{more})";

    private const string Where = $"DeclaredIn = typeof({nameof(CaseMethods)})";
}
