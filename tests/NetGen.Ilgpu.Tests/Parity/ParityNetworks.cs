using NetGen.Generators.Tests.Contracts;

namespace NetGen.Ilgpu.Tests.Parity;

/// <summary>
/// Small networks of the usual kinds. What has no gradient but rounding errors (biases before BatchNorm, of keys in attention) is left
/// out: Adam would take steps of full length along them.
/// </summary>
internal static class ParityNetworks
{
    /// <summary>A row of layers, one of them too wide for a chain.</summary>
    private static readonly OperatorCase s_mlp = new(
        "Linear", "12", "Linear(132), Relu, Dropout(0.2f), Linear(4)") { Loss = "CrossEntropyLoss", BatchSize = 8 };

    /// <summary>The same, narrow enough to run as one kernel.</summary>
    private static readonly OperatorCase s_narrowMlp = new(
        "Linear", "12", "Linear(24), Tanh, Dropout(0.2f), Linear(16), Relu, Linear(4)") { Loss = "CrossEntropyLoss", BatchSize = 8 };

    private static readonly OperatorCase s_cnn = new(
        "Conv2d", "2, 4, 4",
        "Conv2d(5, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)",
        "Flatten, Linear(8), Relu, Dropout(0.3f), Linear(4)") { Loss = "CrossEntropyLoss", BatchSize = 6 };

    /// <summary>Windows that overlap and reach beyond the image: their maxima have places of all kinds.</summary>
    private static readonly OperatorCase s_pooled = new(
        "MaxPool2d", "2, 6, 7",
        "Conv2d(4, Padding = 1, Bias = false), BatchNorm, MaxPool2d(3, Stride = 2, Padding = 1), Tanh",
        "MaxPool2d(2, Stride = 1), Flatten, Linear(4)") { Loss = "CrossEntropyLoss", BatchSize = 5 };

    private static readonly OperatorCase s_residual = new(
        "Residual", "2, 4, 4",
        "Conv2d(4, Padding = 1, Bias = false), BatchNorm, Relu",
        "Basic(4)",
        "Down(6)",
        "GlobalAvgPool2d, Dropout(0.1f), Linear(4)") { Loss = "CrossEntropyLoss", BatchSize = 4 };

    /// <summary>Normalized features: an epoch's last batch may give each channel one value.</summary>
    private static readonly OperatorCase s_normed = new(
        "BatchNorm", "6", "Linear(9, Bias = false), BatchNorm, Tanh, Linear(4)") { Loss = "CrossEntropyLoss", BatchSize = 4 };

    private static readonly OperatorCase s_transformer = new(
        "CausalSelfAttention", "TokenInput(11, 4)", "Embedding(8), LearnedPositions, Dropout(0.1f)",
        "LayerNorm, CausalSelfAttention(2, Bias = false), Dropout(0.1f), Residual", "LayerNorm, Linear(12), Gelu, Linear(8), Residual",
        "LayerNorm, CausalSelfAttention(2, Bias = false), Dropout(0.1f), Residual", "LayerNorm, Linear(12), Gelu, Linear(8), Residual",
        "LayerNorm, Linear(11)") { Loss = "CrossEntropyLoss", BatchSize = 4 };

    /// <summary>Samples by each other and by weights: an epoch's last batch has one sample, whose loss by others is 0.</summary>
    private static readonly OperatorCase s_partners = new(
        "InfoNceLoss", "6", "A: Linear(7), Tanh", "B: From(\"input\"), Linear(7)", "Head: From(nameof(A)), Linear(4)")
    {
        Loss = "InfoNceLoss(nameof(A), nameof(B), Symmetric = true), CrossEntropyLoss(SampleWeights = true)", BatchSize = 5,
    };

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, OperatorCase> All { get; } = new Dictionary<string, OperatorCase>
    {
        ["mlp"] = s_mlp,
        ["narrow mlp"] = s_narrowMlp,
        ["cnn"] = s_cnn,
        ["pooled"] = s_pooled,
        ["residual"] = s_residual,
        ["normed"] = s_normed,
        ["transformer"] = s_transformer,
        ["partners"] = s_partners,
    };

    /// <summary>A network whose stage 'Side' no loss depends on.</summary>
    public static OperatorCase WithSide { get; } = new(
        "Output", "6",
        "Body: Linear(9), Tanh",
        "Side: LayerNorm, Linear(5), Output",
        "Head: From(nameof(Body)), Linear(4)") { Loss = "CrossEntropyLoss", BatchSize = 4 };
}
