namespace NetGen.Generators.Tests;

/// <content>What builds and trains, but learns badly.</content>
internal static partial class DiagnosticCases
{
    /// <summary>Networks that come near it.</summary>
    public static TheoryData<string> Learnable { get; } =
    [
        // Outputs within bounds that the targets are in, too, or may be.
        Source("CrossEntropyLoss", "4", "[Linear(10), Relu] public partial Layer Head { get; }"),
        Source("CrossEntropyLoss", "4", "[Linear(3), Relu6] public partial Layer Head { get; }"),
        Source("HingeLoss", "4", "[Linear(1), Tanh] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(1), Tanh] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(1), Sigmoid] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(1), Relu] public partial Layer Head { get; }"),
        Source("BinaryCrossEntropyWithLogitsLoss", "4", "[Linear(1), HardTanh(-5, 5)] public partial Layer Head { get; }"),
        Source("BinaryCrossEntropyWithLogitsLoss", "4", "[Linear(4), Tanh, Linear(1)] public partial Layer Head { get; }"),
        Source("SoftCrossEntropyLoss(Temperature = 0.1f)", "4", "[Linear(3), Tanh] public partial Layer Head { get; }"),
        Source("NllLoss", "4", "[Linear(3), LogSoftmax] public partial Layer Head { get; }"),
        Source("PoissonNllLoss", "4", "[Linear(1)] public partial Layer Head { get; }"),

        // Dropout whose zeros no statistics and no prediction has.
        Source("MseLoss", "4", "[Linear(4, Bias = false), BatchNorm, Dropout(0.5f), Linear(1)] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Dropout(0), BatchNorm, Linear(1)] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Dropout(0.5f), BatchNorm(Frozen = true), Linear(1)] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(4), Dropout(0.5f), Relu, BatchNorm, Linear(1)] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(1), Dropout(0)] public partial Layer Head { get; }"),
        Source("MseLoss", "6, 4", "[Linear(2), Dropout(0.5f), MeanOver(Axis.Length)] public partial Layer Head { get; }"),
        Source(
            "MseLoss", "4",
            "[Linear(4), Dropout(0.5f), Output] public partial Layer Body { get; } [Linear(1)] public partial Layer Head { get; }"),

        // Stacks that are not deep, are normalized, or can be gone around.
        Source("MseLoss", "4", "[Linear(4), Sigmoid, Repeat(3)] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(4), Tanh, Repeat(9)] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[LayerNorm, Linear(4), Sigmoid, Repeat(8)] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(4), Sigmoid, Residual, Repeat(8)] public partial Layer Head { get; }"),
        Source("MseLoss", "6, 4", "[Gru(4), Sigmoid, Repeat(8)] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(4, Initializer = Initializer.XavierUniform), Relu, Repeat(6)] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(4, Initializer = Initializer.HeNormal), Relu, Repeat(20)] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(4, Initializer = Initializer.XavierNormal), Silu, Repeat(20)] public partial Layer Head { get; }"),
        Source("MseLoss", "4", "[Linear(4), Relu, Repeat(20)] public partial Layer Head { get; }"),
        Source(
            "MseLoss", "4",
            "[Linear(4, Initializer = Initializer.XavierNormal, Gain = 1.414f), Relu, Repeat(20)] public partial Layer Head { get; }"),
        Source(
            "MseLoss", "4",
            "[Linear(4, Initializer = Initializer.LeCunNormal, Bias = false), BatchNorm, Relu, Repeat(20)] "
                + "public partial Layer Head { get; }"),

        // Activations with something between, and a gate that is composed.
        Source("MseLoss", "4", "[Linear(4), Relu, Dropout(0.1f), Tanh, Linear(1)] public partial Layer Head { get; }"),
        Source(
            "MseLoss", "4",
            "[Linear(4)] public partial Layer A { get; } "
                + "[Softplus, Tanh, Multiply(nameof(A)), Linear(1)] public partial Layer Head { get; }"),
    ];

    private static IReadOnlyList<DiagnosticCase> Learning() =>
    [
        Output(
            "NG0084", "BinaryCrossEntropyWithLogitsLoss", "4", "Linear(3), «Relu»",
            "'Head'", "0 or more", "no probability is below σ(0) = 0.5", "remove Relu"),
        Output("NG0084", "BinaryCrossEntropyWithLogitsLoss", "4", "Linear(3), «Tanh»", "−1 to 1", "below σ(−1) = 0.269"),
        Output("NG0084", "BinaryCrossEntropyWithLogitsLoss", "4", "Linear(3), «HardTanh(-9, 1)»", "above σ(1) = 0.731"),
        Output("NG0084", "FocalLoss", "4", "Linear(1), «Gelu», Flatten", "−0.17 or more", "FocalLoss"),
        Output("NG0084", "DiceLoss", "4", "Linear(1), «Softplus»", "DiceLoss"),
        Output("NG0084", "CrossEntropyLoss", "4", "Linear(10), «Tanh»", "10 classes", "1/(1 + 9·e^(−1 − 1)) = 0.451"),
        Output("NG0084", "SoftCrossEntropyLoss", "4", "Linear(3), «Softsign»", "3 classes"),
        Output("NG0084", "HingeLoss", "4", "Linear(1), «Elu(0.5f)»", "no score is below −0.5", "wants −1"),
        Output("NG0084", "PoissonNllLoss", "4", "Linear(1), «Softplus»", "no rate is below e^0 = 1"),
        Output("NG0084", "GaussianNllLoss", "4", "Linear(2), «Relu»", "no variance is below e^0 = 1"),
        Output("NG0084", "NllLoss", "4", "Linear(3), «Softmax»", "0 to 1", "a logarithm", "write LogSoftmax"),
        Output("NG0084", "KlDivergenceLoss", "4", "Linear(3), «Softmax»", "write LogSoftmax"),
        Output(
            "NG0084", "BinaryCrossEntropyWithLogitsLoss", "4", "Linear(1), «Selu»] public partial Layer Body { get; } [Dropout(0)",
            "Output 'Head'", "Selu in stage 'Body'", "−1.758 or more"),

        Head("NG0085", "4", "Linear(4, Bias = false), «Dropout(0.5f)», BatchNorm, Linear(1)", "1/(1 − 0.5) = 2 times"),
        Head("NG0085", "2, 4, 4", "«Dropout(0.2f)», Flatten, BatchNorm, Linear(1)", "1/(1 − 0.2) = 1.25 times"),
        Stages(
            "NG0085", "4",
            "[Linear(4, Bias = false), «Dropout(0.5f)»] public partial Layer Body { get; } "
                + "[BatchNorm, Linear(1)] public partial Layer Head { get; }"),

        Output("NG0086", "CrossEntropyLoss", "4", "Linear(3), «Dropout(0.1f)»", "0.1 of the outputs", "CrossEntropyLoss"),
        Output("NG0086", "MseLoss", "2, 4, 4", "Conv2d(1), «Dropout(0.5f)», Flatten", "MseLoss"),

        Head(
            "NG0087", "4", "Linear(4), Sigmoid, Linear(4), Sigmoid, Linear(4), Sigmoid, Linear(4), «Sigmoid», Linear(1)",
            "Sigmoid", "4 activations", "0.0039"),
        Stages(
            "NG0087", "4",
            "[Linear(4), «Tanh», Repeat(10)] public partial Layer Body { get; } [Linear(1)] public partial Layer Head { get; }",
            "Tanh", "10 activations", "0.0071"),
        Stages(
            "NG0087", "4",
            "[Linear(4), HardSigmoid] public partial Layer A { get; } [Linear(4), Sigmoid] public partial Layer B { get; } "
                + "[Linear(4), Tanh] public partial Layer C { get; } [Linear(4), «Sigmoid», Linear(1)] public partial Layer Head { get; }",
            "4 activations", "0.0064"),

        Stages(
            "NG0088", "8",
            "[«Linear(8, Initializer = Initializer.XavierUniform)», Relu, Repeat(7)] public partial Layer Body { get; } "
                + "[Linear(1)] public partial Layer Head { get; }",
            "XavierUniform", "7 layers", "0.0078", "HeUniform"),
        Stages(
            "NG0088", "1, 8, 8",
            "[Conv2d(1, Padding = 1)] public partial Layer Stem { get; } "
                + "[«Conv2d(1, Padding = 1, Initializer = Initializer.LeCunNormal, Gain = 0.5f)», Dropout(0.1f), Relu6, Repeat(3)] "
                + "public partial Layer Body { get; } [Flatten, Linear(1)] public partial Layer Head { get; }",
            "LeCunNormal", "3 layers", "0.0020"),

        Head("NG0089", "4", "Linear(4), Relu, «Relu», Linear(1)", "Relu", "changes nothing"),
        Head("NG0089", "4", "Linear(4), Silu, «Sigmoid», Linear(1)", "Sigmoid", "behind Silu"),
        Stages(
            "NG0089", "4",
            "[Linear(4), Tanh] public partial Layer A { get; } [«Relu», Linear(1)] public partial Layer Head { get; }",
            "'Head'", "behind Tanh"),
    ];
}
