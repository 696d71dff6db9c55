namespace NetGen.Generators.Tests.Contracts;

/// <content>Methods of the user's own: several in a network, each behind weights that have a gradient by it.</content>
internal static partial class OperatorCases
{
    private static IReadOnlyList<OperatorCase> Methods() => [.. Applied(), .. Merged(), .. Lost(), .. Recurred(), .. Regularized()];

    private static IReadOnlyList<OperatorCase> Applied() =>
    [
        new("Apply", "6", $"Linear(5), {Apply("Square")}, Linear(3)"),
        new("Apply", "6, 4", $"Linear(5), {Apply("Swish")}, Linear(3)") { IsOnSimulator = true },
        new("Apply", "2, 4, 3", $"Conv2d(3), {Apply("Bent", "0.3")}, Conv2d(2, Kernel = 1)") { BatchSize = 1 },
        Chain("Leaky", "EarlyReturns", "NestedIfs", "SetOnOneWay"),
        Chain("SwitchStatement", "SwitchExpression", "Patterns", "Bools"),
        Chain("TrueOrFalse", "ReturnInLoop", "Sided"),
        Chain("Horner", "Newton", "NestedLoops", "Alternating"),
        Chain("Fibonacci", "Iterated", "WholeNumbers"),
        new("Apply", "5", $"Linear(9), {Apply("Polynomial", "3, 0.5")}, Linear(7), {Apply("Polynomial", "0, 2")}, Linear(2)"),
        Chain("Compound", "Tuples", "Records", "Fields"),
        Chain("Calls", "Conversions", "Composed"),
        Chain("Waves", "Arcs", "Angle"),
        Chain("Hyperbolic", "Areas", "Exponentials"),
        Chain("Logarithms", "Roots", "Powers"),
        Chain("Rounded", "Extremes", "Interpolated"),
        new("Apply", "4, 3", $"Linear(5), {Apply("Curve", "0.4, 2")}, {Apply("Affine")}, Linear(2)") { IsOnSimulator = true },
        new("Apply", "2, 5, 4", $"Conv2d(3), {Apply("Affine")}, BatchNorm, {Apply("StatedSilu")}, Conv2d(2, Kernel = 1)"),
        Chain("StatedSilu", "Logistic"),
        new("Apply", "6", $"Linear(5), {Apply("SoftPower", "0.7")}, Linear(3)"),
        Chain("ShiftedRoot", "LogInBranch", "RootBehindReturn"),
        Chain("LogBehindAnd", "InverseInSwitch", "ArcOutside"),
        Chain("Overflow", "RootInLoop", "Entropy"),
        Zeros("RootOrZero", "Sinc", "LogInBranch"),
        Zeros("LogBehindAnd", "InverseInSwitch", "Entropy"),
        Zeros("RootBehindReturn", "ArcOutside", "Powers"),
    ];

    private static IReadOnlyList<OperatorCase> Merged() =>
    [
        new("Merge", "6", "A: Linear(5)", "B: From(\"input\"), Linear(5)", $"C: {Merge("Gate", "A", "B")}, Linear(2)"),
        new("Merge", "6", "A: Linear(17)", $"B: Linear(17), {Merge("Gate", "A")}") { BatchSize = 1 },
        new("Merge", "2, 4, 3", "A: Conv2d(5), Tanh", "B: GlobalAvgPool2d, Linear(5)", $"C: {Merge("Gate", "A", "B")}, Flatten, Linear(2)")
        {
            IsOnSimulator = true,
        },
        new(
            "Merge", "6", "A: Linear(5)", "B: From(\"input\"), Linear(5)",
            $"C: {Merge("Distance", "A", "B")}, Linear(5), {Merge("Larger", "A")}"),
        new(
            "Merge", "6", "A: Linear(5)", "B: From(\"input\"), Linear(5)", "C: Linear(5)",
            $"D: {Merge("Blended", "A", "B", "C")}, Linear(2)"),
        new(
            "Merge", "4, 6", "A: Linear(5)", "B: From(\"input\"), Linear(5)", "C: Linear(5)",
            $"D: From(\"input\"), Linear(5), {Merge("Crossed", "A", "B", "C")}, Linear(2)"),
        new("Merge", "2, 4, 3", "A: Conv2d(3)", "B: GlobalAvgPool2d, Linear(3)", $"C: {Merge("Ratio", "A", "B")}, Flatten, Linear(2)"),
    ];

    private static IReadOnlyList<OperatorCase> Lost() =>
    [
        new("Loss", "6", "Linear(5)") { Loss = Loss("Huberlike"), BatchSize = 1 },
        new("Loss", "6, 3", "Linear(5)") { Loss = Loss("CrossEntropy"), IsOnSimulator = true },
        new("Loss", "6", "Linear(9), Tanh, Linear(4)") { Loss = Loss("Cosine", ", SampleWeights = true") },
        new("Loss", "2, 4, 3", "Conv2d(5)") { Loss = Loss("Pinball", ", Weight = 0.7f") },
        new("Loss", "6", "Linear(17)") { Loss = Loss("Weighted", ", SampleWeights = true"), BatchSize = 7 },
        new("Loss", "5", "Linear(17)") { Loss = Loss("Spread"), BatchSize = 4 },
        new("Loss", "6, 3", "Linear(5)") { Loss = Loss("Conditional"), Length = 4 },
        new("Loss", "2, 4, 3", "Conv2d(5)") { Loss = Loss("PositiveLogs") },
        new("Loss", "6", "Linear(3)") { Loss = Loss("Places"), BatchSize = 9 },
        new("Loss", "6, 3", "Linear(4)") { Loss = Loss("Halves", ", SampleWeights = true") },
        new("Loss", "5", "Linear(3)") { Loss = Loss("Margins"), BatchSize = 8, IsOnSimulator = true },
        new("Loss", "2, 3, 3", "Conv2d(4)") { Loss = Loss("Focal") },
        new("Loss", "6, 3", "Linear(5)") { Loss = Loss("WeighedLabel", ", SampleWeights = true") },
    ];

    private static IReadOnlyList<OperatorCase> Recurred() =>
    [
        new("Recurrent", "7, 1", Recurrent("Leak")) { HasDecoder = true },
        new("Recurrent", "5, 2", $"Linear(2), {Recurrent("Remember")}, Linear(2)") { HasDecoder = true, IsOnSimulator = true },
        new("Recurrent", "5, 3", $"Linear(4), {Recurrent("Lstm")}, Linear(2)") { HasDecoder = true },
        new("Recurrent", "5, 4", $"{Recurrent("Lstm", ", LastOnly = true, Backwards = true")}, Linear(2)") { BatchSize = 1 },
        new("Recurrent", "5, 4", $"{Recurrent("Lstm")}, Linear(2)") { HasDecoder = true, BatchSize = 1 },
        new("Recurrent", "6, 3", $"Linear(2), {Recurrent("TwoSpeeds")}, Linear(2)") { HasDecoder = true },
        new("Recurrent", "4, 2", $"Linear(3), {Recurrent("Elman", ", Backwards = true")}, Linear(2)"),
        new("Recurrent", "5, 2", $"Linear(3), {Recurrent("Gru")}, Linear(2)") { HasDecoder = true, IsOnSimulator = true },
        new(
            "Recurrent", "TokenInput(9, 6, Name = \"Words\", Padding = 2)",
            $"Embedding(3), {Recurrent("Gru", ", SkipPadding = \"Words\"")}, Linear(2)"),
        new(
            "Recurrent", "TokenInput(7, 5, Name = \"Words\", Padding = 0)",
            $"Embedding(3), {Recurrent("Elman", ", SkipPadding = \"Words\", LastOnly = true, Backwards = true")}, Linear(2)"),
        new("Recurrent", "5, 3", $"Linear(5), {Recurrent("Statistics")}, Linear(2)") { HasDecoder = true },
        new("Recurrent", "5, 3", $"Linear(5), {Recurrent("Keep", ", LastOnly = true")}, Linear(2)"),
        new("Recurrent", "6, 3", $"Linear(2), {Recurrent("Pulled", ", Backwards = true")}, Linear(2)"),
        new("Recurrent", "6, 3", $"Linear(1), {Recurrent("Surprise", ", LastOnly = true")}, Linear(2)"),
    ];

    private static IReadOnlyList<OperatorCase> Regularized() =>
    [
        new("Regularizer", "6", $"Linear(5), {Regularizer("Ridge")}", "Tanh, Linear(3)"),
        new(
            "Regularizer", "6, 4", $"Embed: Conv1d(3), Tanh, {Regularizer("Soft", ", Weight = 0.3f")}",
            $"Linear(2), {Regularizer("Ridge")}")
        {
            IsOnSimulator = true, BatchSize = 1,
        },
    ];

    /// <summary>Methods of one number, each behind weights of its own.</summary>
    private static OperatorCase Chain(params string[] methods) =>
        new("Apply", "5", string.Join(", ", methods.Select(method => $"Linear(9), {Apply(method)}").Append("Linear(2)"))) { BatchSize = 5 };

    /// <summary>The same, where half of the numbers are 0.</summary>
    private static OperatorCase Zeros(params string[] methods) =>
        new("Apply", "5", string.Join(", ", methods.Select(method => $"Linear(9), Relu, {Apply(method)}").Append("Linear(2)")));

    private static string Regularizer(string method, string more = "") => $"Regularizer(\"{method}\", {Where}{more})";

    private static string Apply(string method, string constants = "") =>
        $"Apply(\"{method}\"{(constants.Length > 0 ? ", " + constants : "")}, {Where})";

    private static string Merge(string method, params string[] stages) =>
        $"Merge(\"{method}\", {string.Join(", ", stages.Select(stage => $"nameof({stage})"))}, {Where})";

    private static string Loss(string method, string more = "") => $"Loss(\"{method}\", {Where}{more})";

    private static string Recurrent(string method, string more = "") => $"Recurrent(\"{method}\", {Where}{more})";

    private const string Where = $"DeclaredIn = typeof({nameof(CaseMethods)})";
}
