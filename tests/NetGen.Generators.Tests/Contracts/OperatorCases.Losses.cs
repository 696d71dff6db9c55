namespace NetGen.Generators.Tests.Contracts;

/// <content>Losses.</content>
internal static partial class OperatorCases
{
    private static IReadOnlyList<OperatorCase> Losses() =>
    [
        new("CrossEntropyLoss", "5", "Linear(17)") { Loss = "CrossEntropyLoss", BatchSize = 5 },
        new("CrossEntropyLoss", "3", "Linear(2)") { Loss = "CrossEntropyLoss(LabelSmoothing = 0.2f)", BatchSize = 1 },
        new("CrossEntropyLoss", "2, 4, 3", "Conv2d(3), Relu, Flatten, Linear(33)") { Loss = "CrossEntropyLoss(LabelSmoothing = 0.1f)" },
        new("CrossEntropyLoss", "2, 3, 3", "Conv2d(9, Padding = 1), GlobalAvgPool2d") { Loss = "CrossEntropyLoss" },
        new("BinaryCrossEntropyWithLogitsLoss", "5", "Linear(1)") { Loss = "BinaryCrossEntropyWithLogitsLoss", BatchSize = 5 },
        new("BinaryCrossEntropyWithLogitsLoss", "3", "Linear(17)") { Loss = "BinaryCrossEntropyWithLogitsLoss", BatchSize = 1 },
        new("BinaryCrossEntropyWithLogitsLoss", "2, 5, 3", "Conv2d(3, Padding = 1)") { Loss = "BinaryCrossEntropyWithLogitsLoss" },
        new("MseLoss", "5", "Linear(17)") { BatchSize = 5 },
        new("MseLoss", "3", "Linear(1)") { BatchSize = 1 },
        new("MseLoss", "2, 5, 3", "Conv2d(9, Padding = 1), BatchNorm"),
        new("MaeLoss", "5", "Linear(17)") { Loss = "MaeLoss", BatchSize = 5 },
        new("MaeLoss", "3", "Linear(1)") { Loss = "MaeLoss", BatchSize = 1 },
        new("MaeLoss", "2, 5, 3", "Conv2d(3, Padding = 1)") { Loss = "MaeLoss" },
        new("HuberLoss", "5", "Linear(17)") { Loss = "HuberLoss", BatchSize = 5 },
        new("HuberLoss", "3", "Linear(1)") { Loss = "HuberLoss(Delta = 0.4f)", BatchSize = 1 },
        new("HuberLoss", "2, 5, 3", "Conv2d(3, Padding = 1)") { Loss = "HuberLoss(Delta = 0.4f)" },
        new("SmoothL1Loss", "5", "Linear(17)") { Loss = "SmoothL1Loss", BatchSize = 5 },
        new("SmoothL1Loss", "3", "Linear(1)") { Loss = "SmoothL1Loss(Beta = 0.3f)", BatchSize = 1 },
        new("SmoothL1Loss", "2, 5, 3", "Conv2d(3, Padding = 1)") { Loss = "SmoothL1Loss(Beta = 0.3f)" },
        new("LogCoshLoss", "5", "Linear(17)") { Loss = "LogCoshLoss", BatchSize = 5 },
        new("LogCoshLoss", "3", "Linear(1)") { Loss = "LogCoshLoss", BatchSize = 1 },
        new("LogCoshLoss", "2, 5, 3", "Conv2d(3, Padding = 1)") { Loss = "LogCoshLoss" },
        new("QuantileLoss", "5", "Linear(17)") { Loss = "QuantileLoss(0.3f)", BatchSize = 5 },
        new("QuantileLoss", "3", "Linear(1)") { Loss = "QuantileLoss(0.8f)", BatchSize = 1 },
        new("QuantileLoss", "2, 5, 3", "Conv2d(3, Padding = 1)") { Loss = "QuantileLoss(0.8f)" },
        new("PoissonNllLoss", "5", "Linear(17)") { Loss = "PoissonNllLoss", BatchSize = 5 },
        new("PoissonNllLoss", "3", "Linear(1)") { Loss = "PoissonNllLoss", BatchSize = 1 },
        new("PoissonNllLoss", "2, 5, 3", "Conv2d(3, Padding = 1)") { Loss = "PoissonNllLoss" },
        new("FocalLoss", "5", "Linear(17)") { Loss = "FocalLoss", BatchSize = 5 },
        new("FocalLoss", "3", "Linear(1)") { Loss = "FocalLoss(Gamma = 1.5f, Alpha = -1)", BatchSize = 1 },
        new("FocalLoss", "2, 5, 3", "Conv2d(3, Padding = 1)") { Loss = "FocalLoss(Gamma = 1.5f, Alpha = -1)" },
        new("HingeLoss", "5", "Linear(17)") { Loss = "HingeLoss", BatchSize = 5 },
        new("HingeLoss", "3", "Linear(1)") { Loss = "HingeLoss", BatchSize = 1 },
        new("HingeLoss", "2, 5, 3", "Conv2d(3, Padding = 1)") { Loss = "HingeLoss" },
        new("DiceLoss", "5", "Linear(17)") { Loss = "DiceLoss", BatchSize = 5 },
        new("DiceLoss", "3", "Linear(1)") { Loss = "DiceLoss(Smooth = 0.1f)", BatchSize = 1 },
        new("DiceLoss", "2, 5, 3", "Conv2d(3, Padding = 1)") { Loss = "DiceLoss(Smooth = 0.1f)" },
        new("KlDivergenceLoss", "5", "Linear(17), LogSoftmax") { Loss = "KlDivergenceLoss", BatchSize = 5 },
        new("KlDivergenceLoss", "6, 4", "Linear(3), LogSoftmax") { Loss = "KlDivergenceLoss", BatchSize = 1, Length = 4 },
        new("KlDivergenceLoss", "2, 5, 3", "Conv2d(9, Padding = 1), LogSoftmax") { Loss = "KlDivergenceLoss" },
        new("SoftCrossEntropyLoss", "5", "Linear(17), Tanh") { Loss = "SoftCrossEntropyLoss", BatchSize = 5 },
        new("SoftCrossEntropyLoss", "6, 4", "Linear(3), Tanh") { Loss = "SoftCrossEntropyLoss", BatchSize = 1, Length = 4 },
        new("SoftCrossEntropyLoss", "5", "Linear(7)") { Loss = "SoftCrossEntropyLoss(Temperature = 2.5f)" },
        new("SoftCrossEntropyLoss", "2, 5, 3", "Conv2d(9, Padding = 1), Tanh") { Loss = "SoftCrossEntropyLoss" },
        new("GaussianNllLoss", "5", "Linear(18)") { Loss = "GaussianNllLoss", BatchSize = 5 },
        new("GaussianNllLoss", "3", "Linear(2)") { Loss = "GaussianNllLoss", BatchSize = 1 },
        new("GaussianNllLoss", "6, 4", "Linear(6)") { Loss = "GaussianNllLoss", Length = 4 },
        new("GaussianNllLoss", "2, 5, 3", "Conv2d(4, Padding = 1)") { Loss = "GaussianNllLoss", IsOnSimulator = true },
        new("MultiMarginLoss", "5", "Linear(17)") { Loss = "MultiMarginLoss", BatchSize = 5 },
        new("MultiMarginLoss", "3", "Linear(2)") { Loss = "MultiMarginLoss(Margin = 0.4f)", BatchSize = 1 },
        new("MultiMarginLoss", "2, 4, 3", "Conv2d(5, Padding = 1)") { Loss = "MultiMarginLoss" },
        new("BinaryCrossEntropyWithLogitsLoss", "3", "Linear(17)")
        {
            Loss = "BinaryCrossEntropyWithLogitsLoss(PositiveWeight = 3)", IsOnSimulator = true,
        },
        new("CrossEntropyLoss", "5", "Linear(3)")
        {
            Loss = "CrossEntropyLoss(ClassWeights = new[] { 0.5f, 0, 2 })", BatchSize = 7, IsOnSimulator = true,
        },
        new("CrossEntropyLoss", "5, 3", "Linear(4)")
        {
            Loss = "CrossEntropyLoss(IgnoredLabel = 2, LabelSmoothing = 0.2f)", Length = 3, IsOnSimulator = true,
        },
        new("CrossEntropyLoss", "2, 5, 3", "Conv2d(3, Padding = 1)")
        {
            Loss = "CrossEntropyLoss(IgnoredLabel = 255, ClassWeights = new[] { 0.5f, 0.25f, 2 })", BatchSize = 2, IsOnSimulator = true,
        },
        new("CrossEntropyLoss", "3", "Linear(2)") { Loss = "CrossEntropyLoss(IgnoredLabel = 7)", BatchSize = 9 },
        new("ContrastiveLoss", "5", "A: Linear(4), Tanh", "B: From(\"input\"), Linear(4)", "Concat(nameof(A), nameof(B))")
        {
            Loss = "ContrastiveLoss(Margin = 2)", BatchSize = 6,
        },
        new("ContrastiveLoss", "3", "Linear(2)") { Loss = "ContrastiveLoss", BatchSize = 1 },
        new("ContrastiveLoss", "6, 4", "Linear(34)") { Loss = "ContrastiveLoss(Margin = 9)", Length = 3 },
        new("CosineEmbeddingLoss", "5", "A: Linear(4), Tanh", "B: From(\"input\"), Linear(4)", "Concat(nameof(A), nameof(B))")
        {
            Loss = "CosineEmbeddingLoss", BatchSize = 6,
        },
        new("CosineEmbeddingLoss", "3", "Linear(6)") { Loss = "CosineEmbeddingLoss(Margin = -0.5f)", BatchSize = 1 },
        new("CosineEmbeddingLoss", "6, 4", "Linear(34)") { Loss = "CosineEmbeddingLoss(Margin = 0.25f)", Length = 3 },
        new("TripletLoss", "5", "A: Linear(4), Tanh", "P: From(\"input\"), Linear(4)", "N: From(\"input\"), Linear(4)")
        {
            Loss = "TripletLoss(nameof(A), nameof(P), nameof(N))", BatchSize = 6,
        },
        new("TripletLoss", "3", "A: Linear(17)", "P: From(\"input\"), Linear(17)", "N: From(nameof(A)), Tanh")
        {
            Loss = "TripletLoss(nameof(A), nameof(P), nameof(N), Margin = 0.5f, SampleWeights = true)", BatchSize = 1,
        },
        new(
            "TripletLoss", "Input(5, Name = \"One\"), Input(5, Name = \"Other\")",
            "A: From(\"One\"), Linear(3)", "P: From(\"Other\"), Linear(3)", "N: From(\"Other\"), Linear(3), Tanh")
        {
            Loss = "TripletLoss(nameof(A), nameof(P), nameof(N), Weight = 0.3f), MseLoss(On = nameof(P))",
            BatchSize = 7, IsOnSimulator = true,
        },
        new("TripletLoss", "6, 4", "A: Linear(9)", "P: From(\"input\"), Linear(9)", "N: From(\"input\"), Tanh, Linear(9)")
        {
            Loss = "TripletLoss(nameof(A), nameof(P), nameof(N), Margin = 2)", Length = 3,
        },
        new("InfoNceLoss", "5", "A: Linear(4), Tanh", "B: From(\"input\"), Linear(4)")
        {
            Loss = "InfoNceLoss(nameof(A), nameof(B))", BatchSize = 7,
        },
        new("InfoNceLoss", "5", "A: Linear(19), Tanh", "B: From(\"input\"), Linear(19)")
        {
            Loss = "InfoNceLoss(nameof(A), nameof(B), Temperature = 0.5f, Symmetric = true)", BatchSize = 67,
        },
        new("InfoNceLoss", "5", "A: Linear(3), Tanh", "B: From(\"input\"), Linear(3), Tanh")
        {
            Loss = "InfoNceLoss(nameof(A), nameof(B), Temperature = 2, Normalize = false)", BatchSize = 2,
        },
        new("InfoNceLoss", "3", "A: Linear(85)", "B: From(\"input\"), Linear(85), Tanh")
        {
            Loss = "InfoNceLoss(nameof(A), nameof(B), Symmetric = true)", BatchSize = 21, IsLarge = true,
        },
        new("InfoNceLoss", "3", "A: Linear(17)", "B: From(\"input\"), Linear(17)", "Head: Concat(nameof(A), nameof(B)), Linear(2)")
        {
            Loss = "InfoNceLoss(nameof(A), nameof(B), Temperature = 1), MseLoss", BatchSize = 1,
        },
        new(
            "InfoNceLoss", "2, 5, 4",
            "A: Conv2d(3, Padding = 1), Relu, Conv2d(6), GlobalAvgPool2d", "B: From(\"input\"), Flatten, Linear(6)")
        {
            Loss = "InfoNceLoss(nameof(A), nameof(B), Temperature = 0.7f, Symmetric = true, Normalize = false, SampleWeights = true)",
            BatchSize = 5,
        },
        new("InfoNceLoss", "4", "A: Linear(5)", "B: From(\"input\"), Linear(5)", "Head: From(nameof(A)), Linear(2)")
        {
            Loss = "InfoNceLoss(nameof(A), nameof(B), Weight = 0.3f, SampleWeights = true), MseLoss", BatchSize = 6, IsOnSimulator = true,
        },
        new("CrossEntropyLoss", "5", "Linear(3)")
        {
            Loss = "CrossEntropyLoss(ClassWeights = new[] { 0.5f, 0, 2 }, LabelSmoothing = 0.2f)", BatchSize = 7, IsOnSimulator = true,
        },
        new("CrossEntropyLoss", "2, 5, 3", "Conv2d(17, Padding = 1)")
        {
            Loss = "CrossEntropyLoss(IgnoredLabel = 255, LabelSmoothing = 0.1f, SampleWeights = true, ClassWeights = new[] { "
                + "0.5f, 0.25f, 2, 1, 1, 3, 0, 1, 2, 0.5f, 1, 1, 4, 1, 0.1f, 1, 1 })",
        },
        new("CrossEntropyLoss", "5, 3", "Linear(4)")
        {
            Loss = "CrossEntropyLoss(ClassWeights = new[] { 1, 0.5f, 2, 3 }, LabelSmoothing = 0.3f, IgnoredLabel = 2)", Length = 3,
        },
        new("FocalLoss", "5", "Linear(3)")
        {
            Loss = "FocalLoss(Alphas = new[] { 0.25f, 0.5f, 0.9f })", BatchSize = 6, IsOnSimulator = true,
        },
        new("FocalLoss", "2, 5, 3", "Conv2d(18, Padding = 1)")
        {
            Loss = "FocalLoss(Gamma = 1.5f, Alphas = new[] { "
                + "0.5f, 0.25f, 0.2f, 0.1f, 0.15f, 0.3f, 0.9f, 0.1f, 0.2f, 0.5f, 0.8f, 0.7f, 0.4f, 0.6f, 0.1f, 0.3f, 0.25f, 0.45f })",
        },
        new("FocalLoss", "6, 4", "Linear(2)") { Loss = "FocalLoss(Alphas = new[] { 0.2f, 0.6f })", Length = 3 },
        .. Weighed(),
        new("NllLoss", "5", "Linear(17), LogSoftmax") { Loss = "NllLoss", BatchSize = 5 },
        new("NllLoss", "3", "Linear(2), LogSoftmax") { Loss = "NllLoss(ClassWeights = new[] { 3f, 2f })", BatchSize = 1 },
        new("NllLoss", "2, 4, 3", "Conv2d(5, Padding = 1), LogSoftmax") { Loss = "NllLoss(IgnoredLabel = 0)", IsOnSimulator = true },
        new("NllLoss", "6, 4", "Linear(3)") { Loss = "NllLoss(IgnoredLabel = 4)", Length = 4 },
        .. SmoothedLabels(),
    ];

    /// <summary>Every loss with a weight for each sample.</summary>
    private static IEnumerable<OperatorCase> Weighed() =>
    [
        .. new[] { "MseLoss", "MaeLoss", "HuberLoss", "SmoothL1Loss", "LogCoshLoss", "PoissonNllLoss", "HingeLoss", "FocalLoss" }
            .Select(loss => new OperatorCase(loss, "5", "Linear(17)") { Loss = $"{loss}(SampleWeights = true)", BatchSize = 5 }),
        new("QuantileLoss", "5", "Linear(17)") { Loss = "QuantileLoss(0.3f, SampleWeights = true)", BatchSize = 5 },
        new("MseLoss", "2, 5, 3", "Conv2d(3, Padding = 1)") { Loss = "MseLoss(SampleWeights = true)", IsOnSimulator = true },
        new("MseLoss", "6, 4", "Linear(9), Tanh") { Loss = "MseLoss(SampleWeights = true)", Length = 3, IsOnSimulator = true },
        new("BinaryCrossEntropyWithLogitsLoss", "2, 5, 3", "Conv2d(3, Padding = 1)")
        {
            Loss = "BinaryCrossEntropyWithLogitsLoss(PositiveWeight = 3, SampleWeights = true)",
        },
        new("DiceLoss", "2, 5, 3", "Conv2d(3, Padding = 1)") { Loss = "DiceLoss(SampleWeights = true)" },
        new("GaussianNllLoss", "6, 4", "Linear(6)") { Loss = "GaussianNllLoss(SampleWeights = true)", Length = 4 },
        new("KlDivergenceLoss", "5", "Linear(17), LogSoftmax") { Loss = "KlDivergenceLoss(SampleWeights = true)", BatchSize = 5 },
        new("SoftCrossEntropyLoss", "6, 4", "Linear(3), Tanh") { Loss = "SoftCrossEntropyLoss(SampleWeights = true)", Length = 4 },
        new("MultiMarginLoss", "2, 4, 3", "Conv2d(5, Padding = 1)") { Loss = "MultiMarginLoss(SampleWeights = true)" },
        new("ContrastiveLoss", "6, 4", "Linear(34)") { Loss = "ContrastiveLoss(Margin = 9, SampleWeights = true)", Length = 3 },
        new("CosineEmbeddingLoss", "3", "Linear(6)") { Loss = "CosineEmbeddingLoss(SampleWeights = true)", BatchSize = 4 },
        new("CrossEntropyLoss", "5", "Linear(17)") { Loss = "CrossEntropyLoss(SampleWeights = true)", BatchSize = 5 },
        new("CrossEntropyLoss", "5", "Kind: Linear(4)", "Size: From(\"input\"), Linear(3)")
        {
            Loss = "CrossEntropyLoss(On = \"Kind\", SampleWeights = true, Weight = 0.7f), MseLoss(On = \"Size\", SampleWeights = true)",
            BatchSize = 6, IsOnSimulator = true,
        },
        new("CrossEntropyLoss", "5, 3", "Linear(4)")
        {
            Loss = "CrossEntropyLoss(IgnoredLabel = 2, LabelSmoothing = 0.2f, SampleWeights = true)", Length = 3,
        },
        new("NllLoss", "2, 4, 3", "Conv2d(5, Padding = 1), LogSoftmax")
        {
            Loss = "NllLoss(IgnoredLabel = 0, ClassWeights = new[] { 0, 0.5f, 2, 1, 3 }, SampleWeights = true)", IsOnSimulator = true,
        },
    ];

    /// <summary>Smoothing of every loss of classes or answers that has it, beside cross-entropy's own cases.</summary>
    private static IEnumerable<OperatorCase> SmoothedLabels() =>
    [
        new("NllLoss", "5", "Linear(17), LogSoftmax") { Loss = "NllLoss(LabelSmoothing = 0.1f)", BatchSize = 5, IsOnSimulator = true },
        new("NllLoss", "2, 4, 3", "Conv2d(5, Padding = 1), LogSoftmax")
        {
            Loss = "NllLoss(LabelSmoothing = 0.2f, IgnoredLabel = 0, ClassWeights = new[] { 0, 0.5f, 2, 1, 3 })", IsOnSimulator = true,
        },
        new("NllLoss", "6, 4", "Linear(3), LogSoftmax") { Loss = "NllLoss(LabelSmoothing = 0.2f, SampleWeights = true)", Length = 4 },
        new("BinaryCrossEntropyWithLogitsLoss", "5", "Linear(17)")
        {
            Loss = "BinaryCrossEntropyWithLogitsLoss(LabelSmoothing = 0.2f)", BatchSize = 5, IsOnSimulator = true,
        },
        new("BinaryCrossEntropyWithLogitsLoss", "2, 5, 3", "Conv2d(3, Padding = 1)")
        {
            Loss = "BinaryCrossEntropyWithLogitsLoss(LabelSmoothing = 0.1f, PositiveWeight = 3)",
        },
        new("FocalLoss", "5", "Linear(17)") { Loss = "FocalLoss(LabelSmoothing = 0.2f)", BatchSize = 5, IsOnSimulator = true },
        new("FocalLoss", "3", "Linear(1)") { Loss = "FocalLoss(Gamma = 1.5f, Alpha = -1, LabelSmoothing = 0.1f)", BatchSize = 1 },
        new("FocalLoss", "6, 4", "Linear(2)") { Loss = "FocalLoss(Alphas = new[] { 0.2f, 0.6f }, LabelSmoothing = 0.3f)", Length = 3 },
        new("SoftCrossEntropyLoss", "5", "Linear(17)") { Loss = "SoftCrossEntropyLoss(LabelSmoothing = 0.1f)", IsOnSimulator = true },
        new("SoftCrossEntropyLoss", "2, 4, 3", "Conv2d(5, Padding = 1)") { Loss = "SoftCrossEntropyLoss(LabelSmoothing = 0.3f)" },
    ];
}
