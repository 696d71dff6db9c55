namespace NetGen.Generators.Tests;

/// <content>Losses of several stages, and weights of samples.</content>
internal static partial class DiagnosticCases
{
    private static IReadOnlyList<DiagnosticCase> SeveralStages() =>
    [
        Embeddings("NG0020", "«TripletLoss(\"A\", \"B\", \"D\")»", "TripletLoss", "'D'", "A, B, C"),
        Embeddings("NG0032", "«TripletLoss(\"A\", \"B\", \"C\")»", "A (4)", "C gives 5", "as many outputs"),
        Embeddings("NG0010", "«TripletLoss(\"A\", \"B\", \"A\")»", "'A' twice", "another each time"),
        Embeddings("NG0010", "«TripletLoss(\"A\", \"B\", \"C\", On = \"A\")»", "on is 'A'", "left out"),
        Embeddings("NG0031", "MseLoss(On = \"A\"), «InfoNceLoss(\"A\", \"B\")»", "'A'", "MseLoss"),
        Embeddings("NG0032", "«InfoNceLoss(\"A\", \"C\")»", "InfoNceLoss", "A (4)", "C gives 5"),
        Embeddings("NG0010", "«InfoNceLoss(\"A\", \"B\", Temperature = 0)»", "temperature is 0", "above 0"),
        new(
            "NG0011",
            "[Network, Input(6, 4), «InfoNceLoss(\"A\", \"B\")»] partial class Net { "
                + "[Linear(3)] public partial Layer A { get; } [Linear(3)] public partial Layer B { get; } }",
            "InfoNceLoss got 6×3", "one vector of features", "MeanOver"),
        new(
            "NG0055",
            "[Network, Input(4), «MseLoss(On = \"Head\", SampleWeights = true)», MaeLoss(On = \"HeadWeight\")] partial class Net { "
                + "[Linear(2)] public partial Layer Head { get; } [Linear(2)] public partial Layer HeadWeight { get; } }",
            "weights of samples for Head", "'HeadWeight'", "rename"),
        Loss("NG0010", 3, "FocalLoss(Alphas = new[] { 0.5f, 0.25f })", "alphas is 2 numbers for an output of 3", "one for each"),
        Loss("NG0010", 2, "FocalLoss(Alphas = new[] { 0.5f, 1 })", "alphas is 1", "below 1"),
    ];

    private static DiagnosticCase Embeddings(string id, string loss, params string[] says) => new(
        id,
        $"[Network, Input(4), {loss}] partial class Net {{ "
            + "[Linear(4)] public partial Layer A { get; } [Linear(4)] public partial Layer B { get; } "
            + "[Linear(5)] public partial Layer C { get; } }",
        says);
}
