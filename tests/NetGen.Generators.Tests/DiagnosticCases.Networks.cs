namespace NetGen.Generators.Tests;

/// <content>Networks that cannot stand in a stage of another.</content>
internal static partial class DiagnosticCases
{
    private const string Part = "[Network, Input(1, 8, 8), MseLoss] partial class Part { "
        + "[Flatten, Linear(5)] public partial Layer Code { get; } } ";

    private static IReadOnlyList<DiagnosticCase> Subnetworks() =>
    [
        Used("NG0011", "3, 8, 8", Part, "«Subnetwork(typeof(Part))», Linear(1)", "Subnetwork(Part)", "got 3×8×8", "needs 1×8×8", "on Part"),
        Used("NG0011", "64", Part, "«Subnetwork(typeof(Part))», Linear(1)", "got 64", "needs 1×8×8"),
        new(
            "NG0011",
            "[Network, TokenInput(9, 6), MseLoss] partial class Words { [Embedding(4)] public partial Layer Code { get; } } "
                + "[Network, TokenInput(8, 6), MseLoss] partial class Net { "
                + "[«Subnetwork(typeof(Words))», Linear(1)] public partial Layer Head { get; } }",
            ["6 tokens of 8", "6 tokens of 9"]),
        Used("NG0059", "4", "class Plain; ", "«Subnetwork(typeof(Plain))», Linear(1)", "'Plain'", "[Network]"),
        Used("NG0059", "4", "", "«Subnetwork(typeof(int[]))», Linear(1)", "'int[]'", "[Network]"),
        Used("NG0059", "4", "", "«Subnetwork(null!)», Linear(1)", "'null'", "[Network]"),
        Used(
            "NG0059", "4",
            "[Network, Input(4, Name = \"Left\"), Input(4, Name = \"Right\"), MseLoss] partial class Two { "
                + "[Add(\"Left\", \"Right\")] public partial Layer Code { get; } } ",
            "«Subnetwork(typeof(Two))», Linear(1)",
            "'Two'", "2 inputs", "block"),
        Used(
            "NG0059", "4",
            "[Network, Input(4), MseLoss] partial class Two { "
                + "[Linear(4), Output] public partial Layer A { get; } [Linear(4)] public partial Layer B { get; } } ",
            "«Subnetwork(typeof(Two))», Linear(1)",
            "'Two'", "A, B", "Output"),
        Used(
            "NG0059", "4",
            "[Network, Input(4), MseLoss(On = nameof(A)), MseLoss(On = nameof(B))] partial class Two { "
                + "[Linear(4)] public partial Layer A { get; } [Linear(4)] public partial Layer B { get; } } ",
            "«Subnetwork(typeof(Two))», Linear(1)",
            "'Two'", "A, B"),
        Used("NG0052", "4", "", "Linear(4), «Subnetwork(typeof(Net))»", "Network 'Net'", "Net → Net"),
        Used("NG0052", "4", Block("B", "Linear(4), «Subnetwork(typeof(Net))»"), "‹B›, Linear(1)", "Network 'Net'", "Net → B → Net"),
        Used(
            "NG0053", "4",
            "[Network, Input(4), MseLoss] partial class Wider { [Linear(8)] public partial Layer Code { get; } } ",
            "Subnetwork(typeof(Wider)), «Repeat(2)»] public partial Layer Body { get; } [Linear(1)",
            "reads 4", "gives 8"),
    ];
}
