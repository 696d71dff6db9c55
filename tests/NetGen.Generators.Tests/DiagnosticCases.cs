namespace NetGen.Generators.Tests;

/// <summary>A wrong network.</summary>
/// <param name="Id">The one diagnostic expected.</param>
/// <param name="Source">
/// The source, with «» around what the diagnostic underlines and, where a block is at fault, ‹› around its use in the network.
/// </param>
/// <param name="Says">What its message contains.</param>
public sealed record DiagnosticCase(string Id, string Source, params string[] Says)
{
    /// <summary>Shown as the test's name.</summary>
    public override string ToString() => $"{Id}: {string.Join(", ", Says)}";
}

/// <summary>At least one wrong network for each diagnostic.</summary>
internal static partial class DiagnosticCases
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        .. Layers(), .. Sequences(), .. Blocks(), .. Subnetworks(), .. Hints(), .. Learning(), .. Windows(), .. SeveralStages(),
        .. Anywhere(), .. Costs(),
    ];

    /// <summary>With those of the user's own methods, which have tests by themselves.</summary>
    public static IEnumerable<DiagnosticCase> WithMethods => All.Concat(UnsupportedMethods.All);

    private static IReadOnlyList<DiagnosticCase> Layers() =>
    [
        new("NG0001", "[Network, Input(4), MseLoss] class «Net» { [Linear(1)] public partial Layer Head { get; } }", "'Net'", "partial"),
        new(
            "NG0001",
            "class Outer { [Network, Input(4), MseLoss] partial class «Net» { [Linear(1)] public partial Layer Head { get; } } }",
            "'Outer'"),
        new("NG0001", "[Network] class «Net» { }", "'Net'"),

        Unsuitable("partial class «Net»<T>", "generic"),
        Unsuitable("static partial class «Net»", "static"),
        Unsuitable("abstract partial class «Net»", "abstract"),
        Unsuitable("partial record «Net»", "record"),
        Unsuitable("file partial class «Net»", "file"),
        Unsuitable("partial class «Net» : System.Exception", "derives from", "Exception"),
        new(
            "NG0002",
            "partial class Outer<T> { [Network, Input(4), MseLoss] partial class «Net» { "
                + "[Linear(1)] public partial Layer Head { get; } } }",
            "nested"),

        new("NG0003", "[Network, MseLoss] partial class «Net» { [Linear(1)] public partial Layer Head { get; } }", "'Net'", "[Input("),

        Input("Input(0, 28, 28)", "(0, 28, 28)"),
        Input("Input(-4)", "(-4)"),
        Input("Input(0, 28)", "(0, 28)"),
        Input("Input(1, 1, 28, 28)", "(1, 1, 28, 28)"),
        Input("Input", "()"),

        new("NG0005", "[Network, Input(4), MseLoss] partial class «Net» { public Layer? Last => null; }", "'Net'"),

        Stages("NG0006", "4", "[Linear(1)] public Layer «Head» => null!;", "'Head'", "{ get; }"),
        Stages("NG0006", "4", "[Linear(1)] public partial Layer «Head» { get; set; }", "'Head'", "setter"),
        Stages("NG0006", "4", "[Linear(1)] public static partial Layer «Head» { get; }", "'Head'", "is static"),
        Stages("NG0006", "4", "[Linear(1)] public virtual partial Layer «Head» { get; }", "'Head'", "is virtual"),
        Stages("NG0006", "4", "[Linear(1)] public partial Layer? «Head» { get; }", "'Head'"),
        Stages("NG0006", "4", "[Linear(1)] public partial int «Head» { get; }", "'Head'"),
        Stages("NG0007", "4", "public partial Layer «Empty» { get; } [Linear(1)] public partial Layer Head { get; }", "'Empty'"),

        Stages("NG0008", "4", "[Linear(1)] public partial Layer «Parameters» { get; }", "'Parameters'"),
        Stages("NG0008", "4", "[Linear(1)] public partial Layer «Trainer» { get; }", "'Trainer'", "every network"),
        new(
            "NG0072",
            "[Input(4), MseLoss] partial class «Net» { [Linear(1)] public partial Layer Head { get; } }",
            "'Net'", "[Network]", "BlockAttribute"),
        new(
            "NG0072",
            "partial class Outer { int _a; partial record «Net» { public partial Layer Body { get; } "
                + "[Linear(1)] partial Layer Head { get; } } }",
            "'Net'"),
        new(
            "NG0072",
            "partial class «Net» { int _a; } partial class Net { [Linear(1)] public partial Layer Head { get; } "
                + "[Linear(1)] public partial Layer Tail { get; } }",
            "'Net'"),

        Head("NG0010", "1, 8, 8", "«Conv2d(8, Kernel = true)»", "kernel is true", "a number", "arithmetic"),
        Head("NG0010", "1, 8, 8", "«MaxPool2d(2, Stride = new[] { true })»", "stride is {true}"),
        Head("NG0010", "1, 8, 8", "«Conv2d(8, Groups = typeof(int))»", "groups is typeof(int)"),
        Head("NG0010", "1, 8, 8", "«AvgPool2d(2, Padding = null!)»", "padding is null"),
        Head("NG0010", "1, 8, 8", "«Conv2d(8, Dilation = Axis.Width)»", "dilation is NetGen.Axis.Width"),
        Head("NG0010", "6, 4", "«SelfAttention(2, Dropout = '0')»", "dropout is '0'"),
        Head("NG0051", "1, 8, 8", "«Conv2d(8, Kernel = 2.5)»", "kernel is 2.5", "no whole number"),
        Head("NG0051", "1, 8, 8", "«Conv2d(8, Stride = 3000000000)»", "stride is 3000000000", "too large"),
        Head("NG0051", "1, 8, 8", "«Conv2d(8, Padding = \"n\")»", "'n'", "no names"),

        ChannelsLast("8, 8, 1", "8 channels of 8×1 pixels", "[Input(1, 8, 8)]"),
        ChannelsLast("480, 640, 3", "480 channels of 640×3 pixels", "[Input(3, 480, 640)]"),
        ChannelsLast("16, 12, 4", "[Input(4, 16, 12)]"),

        Head("NG0057", "1", "«Reshape(2)», Linear(1)", "1 = 1 value"),
        Head("NG0011", "4, 2", "«SelfAttention(2, Rotary = true)», Linear(1)", "heads of 1 feature,"),
        Stages(
            "NG0011", "3, 4",
            "[Linear(1)] public partial Layer Stem { get; } [«MatMul(nameof(Stem))»] public partial Layer Head { get; }",
            "a second factor of 1 position:"),

        Stages("NG0070", "4", "[Linear(1)] public partial Layer Head { get; } public class «Trainer»;", "'Trainer'", "'Net'"),

        Head("NG0010", "16000000", "«Linear(16000000)», Linear(1)", "parameters so far", "256000016000000"),
        Head("NG0010", "3, 224, 224", "«Conv2d(1048576)», GlobalAvgPool2d, Linear(1)", "output"),
        Head("NG0010", "1, 8, 8", "«Conv2d(1, Kernel = 257, Dilation = 16777216)», GlobalAvgPool2d, Linear(1)", "dilation"),
        Head("NG0010", "1, 8, 8", "«Conv2d(1, Padding = 30000)», GlobalAvgPool2d, Linear(1)", "padding"),
        Head("NG0010", "4", "«Linear(0)»", "Linear", "outputs", "0"),
        Head("NG0010", "4", "«Linear(-3)»", "-3"),
        Head("NG0010", "4", "«Dropout(1.5f)», Linear(1)", "Dropout", "rate", "1.5"),
        Head("NG0010", "4", "«Dropout(-0.25f)», Linear(1)", "-0.25"),
        Head("NG0010", "4", "«Dropout(float.NaN)», Linear(1)", "NaN"),
        Head("NG0010", "4", "Linear(4), «LeakyRelu(float.PositiveInfinity)», Linear(1)", "LeakyRelu", "slope"),
        Head("NG0010", "4", "Linear(4), «BatchNorm(Epsilon = 0)»", "BatchNorm", "epsilon"),
        Head("NG0010", "4", "Linear(4), «BatchNorm(Momentum = 1.5f)»", "BatchNorm", "momentum"),
        Head("NG0010", "1, 8, 8", "«Conv2d(0)»", "Conv2d", "channels"),
        Head("NG0010", "1, 8, 8", "«Conv2d(4, Kernel = 0)»", "kernel"),
        Head("NG0010", "1, 8, 8", "«Conv2d(4, Stride = 0)»", "stride"),
        Head("NG0010", "1, 8, 8", "«Conv2d(4, Padding = -1)»", "padding"),
        Head("NG0010", "1, 8, 8", "«Conv2d(4, Dilation = 0)»", "dilation"),
        Head("NG0010", "1, 8, 8", "«Conv2d(4, Groups = 0)»", "groups"),
        Head("NG0010", "1, 8, 8", "«Conv2d(4, Initializer = (Initializer)99)»", "initializer", "99", "Auto or HeUniform"),
        Head("NG0010", "1, 8, 8", "«MaxPool2d(0)»", "MaxPool2d", "kernel"),
        Head("NG0010", "1, 8, 8", "«AvgPool2d(2, Stride = 0)»", "AvgPool2d", "stride"),
        Head("NG0010", "1, 8, 8", "«MaxPool2d(2, Padding = 2)»", "padding"),
        Head("NG0010", "1, 8, 8", "«Conv2d(4, Kernel = new[] { 1, 2, 3 })»", "kernel is 3 numbers", "height and width"),
        Head("NG0010", "1, 8, 8", "«Conv2d(4, Kernel = new int[0])»", "kernel"),
        Head("NG0010", "1, 8, 8", "«Conv2d(4, Padding = new[] { 1, 2, -3, 4 })»", "padding is -3"),
        Head("NG0010", "1, 8, 8", "«Conv2d(4, Padding = new[] { 1, 2, 3 })»", "padding is 3 numbers", "top, left, bottom and right"),
        Head("NG0010", "1, 8, 8", "«Conv2d(4, Groups = new[] { 1, 2 })»", "groups is several"),
        Head("NG0010", "1, 8, 8", "«Conv2d(4, Groups = new[] { 1 })»", "groups is several"),
        Head("NG0010", "1, 8, 8", "«Conv2d(4, Padding = new object[] { new[] { 1, 1 }, 2 })»", "padding is"),
        Head("NG0051", "1, 8, 8", "«Conv2d(8, Padding = new[] { \"1\", \"n\" })»", "'n'", "no names"),
        Head("NG0013", "1, 7, 8", "Relu, «MaxPool2d(2, Padding = new[] { 0, 1 })»", "1 row"),
        Head("NG0010", "1, 8, 8", "«MaxPool2d(4, Padding = new[] { 1, 2, 0, 3 })»", "padding is 3", "at most half the kernel (2)"),
        Head("NG0010", "1, 8, 8", "«AvgPool2d(2, Stride = new[] { 0, 2 })»", "stride is 0"),
        Head("NG0010", "4", "Linear(4), «Add()»", "Add"),
        Head("NG0010", "4", "Linear(4), «DropPath(1)»", "rate is 1", "less than 1"),
        Head("NG0010", "4", "Linear(4), «GaussianNoise(-1)»", "standardDeviation is -1", "from 0"),
        Head("NG0010", "4", "Linear(4), «Elu(0)»", "alpha is 0", "above 0"),
        Head("NG0010", "4", "Linear(4), «Softplus(-1)»", "beta is -1", "above 0"),
        Head("NG0010", "4", "Linear(4), «HardTanh(1, 0.5f)»", "max is 0.5", "above min"),
        Head("NG0010", "4", "Linear(4), «HardTanh(float.NegativeInfinity)»", "min is"),
        Head("NG0010", "4", "Linear(4), «PRelu(Start = float.NaN)»", "start is NaN", "from −1000"),
        Head("NG0010", "4", "Linear(4), «Gelu(Approximation = (GeluApproximation)2)»", "approximation is 2", "None or Tanh"),
        Head("NG0010", "4", "«Linear(4, Gain = float.PositiveInfinity)»", "gain is", "from −1000"),
        Head("NG0010", "4", "«Linear(4, BiasStart = 2000)»", "biasStart is 2000"),
        Head("NG0010", "1, 8, 8", "«Conv2d(4, Gain = -1e6f)»", "gain is -1000000"),
        Head("NG0011", "4, 3", "Linear(5), «Glu»", "Glu in stage 'Head' got 4×5", "an even number of features"),
        new(
            "NG0010",
            "[«Network(Precision = (Precision)7)», Input(4), MseLoss] partial class Net { [Linear(1)] public partial Layer Head { get; } }",
            "precision", "7", "Single or Double"),
        Loss("NG0010", 3, "CrossEntropyLoss(ClassWeights = new[] { 1f, 2f })", "classWeights is 2 numbers for 3 classes"),
        Loss("NG0010", 3, "CrossEntropyLoss(ClassWeights = new[] { 1f, 2f, -1f })", "classWeights is -1", "from 0"),
        Loss("NG0010", 3, "NllLoss(ClassWeights = new[] { 0f, 0f, 0f })", "classWeights is 0 for all"),
        Loss("NG0010", 3, "NllLoss(IgnoredLabel = -100)", "ignoredLabel is -100", "−1 for none"),
        Loss("NG0010", 1, "BinaryCrossEntropyWithLogitsLoss(PositiveWeight = 0)", "positiveWeight is 0", "above 0"),
        Loss("NG0010", 1, "HuberLoss(Delta = 0)", "delta is 0"),
        Loss("NG0010", 3, "SoftCrossEntropyLoss(Temperature = 0)", "temperature is 0"),
        Loss("NG0010", 1, "SmoothL1Loss(Beta = -1)", "beta is -1"),
        Loss("NG0010", 1, "QuantileLoss(1)", "quantile is 1", "below 1"),
        Loss("NG0010", 1, "FocalLoss(Gamma = -1)", "gamma is -1"),
        Loss("NG0010", 1, "FocalLoss(Alpha = 1)", "alpha is 1"),
        Loss("NG0010", 1, "DiceLoss(Smooth = 0)", "smooth is 0"),
        Loss("NG0010", 2, "MultiMarginLoss(Margin = 0)", "margin is 0"),
        Loss("NG0011", 3, "GaussianNllLoss", "GaussianNllLoss got 3", "an even number of features"),
        Loss("NG0011", 3, "ContrastiveLoss", "ContrastiveLoss got 3", "two embeddings", "Concat"),
        Loss("NG0010", 4, "ContrastiveLoss(Margin = 0)", "margin is 0"),
        Loss("NG0010", 4, "CosineEmbeddingLoss(Margin = 1)", "margin is 1"),
        Loss("NG0032", 1, "NllLoss", "NllLoss", "at least 2 classes"),
        Loss("NG0032", 1, "SoftCrossEntropyLoss", "SoftCrossEntropyLoss", "at least 2 classes"),
        Loss("NG0032", 1, "MultiMarginLoss", "MultiMarginLoss", "at least 2 classes"),
        new(
            "NG0010",
            "[Network, Input(4), «CrossEntropyLoss(LabelSmoothing = 1)»] partial class Net { "
                + "[Linear(3)] public partial Layer Head { get; } }",
            "labelSmoothing"),

        Head("NG0011", "1, 28, 28", "«Linear(10)»", "1×28×28", "Flatten"),
        Head("NG0011", "784", "«Conv2d(8)»", "784", "channels × height × width"),
        Head("NG0011", "784", "«MaxPool2d(2)»", "MaxPool2d", "784"),
        Head("NG0011", "1, 6, 6", "Flatten, «GlobalAvgPool2d»", "36"),

        Head("NG0012", "1, 8, 8", "«Conv2d(4, Kernel = 9)»", "9×9", "8×8", "1×8×8", "height: (8 + 2·0 − 9)/1 + 1 < 1, width: (8"),
        Head(
            "NG0012", "1, 8, 8", "«Conv2d(4, Kernel = 3, Dilation = 5, Padding = 1)»", "11×11", "10×10",
            "(8 + 2·1 − (5·2 + 1))/1 + 1 < 1"),
        Head(
            "NG0012", "1, 8, 6", "«Conv2d(4, Kernel = new[] { 3, 8 }, Padding = new[] { 0, 1, 2, 0 })»", "3×8", "10×7",
            "; width: (6 + 1 + 0 − 8)/1 + 1 < 1"),
        Head("NG0012", "2, 4, 16", "«AvgPool2d(5)»", "5×5", "4×16", "2×4×16"),

        new(
            "NG0013",
            Source("MseLoss", "1, 7, 9", "[«MaxPool2d(4)»] public partial Layer Head { get; }"),
            "MaxPool2d", "1×7×9", "leaves 3 rows and 1 column unread", "(7 + 2·0 − 4) mod 4 = 3, (9 + 2·0 − 4) mod 4 = 1"),
        new("NG0013", Source("MseLoss", "1, 5, 4", "[«AvgPool2d(2)»] public partial Layer Head { get; }"), "leaves 1 row unread"),
        new("NG0013", Source("MseLoss", "1, 6, 8", "[«MaxPool2d(3)»] public partial Layer Head { get; }"), "leaves 2 columns unread"),
        Head("NG0014", "3, 8, 8", "«Conv2d(8, Groups = 2)»", "2 groups", "3 input", "8 output", "(3 mod 2 = 1)", "such as 1"),
        Head("NG0014", "4, 8, 8", "«Conv2d(6, Groups = 4)»", "4 groups", "6 output", "(6 mod 4 = 2)", "such as 2"),

        Head("NG0020", "4", "Linear(4), «Add(\"Stern\")»", "Add", "'Stern'"),
        Stages(
            "NG0020", "4",
            "[Linear(4)] public partial Layer Stem { get; } [«From(\"Stern\")», Linear(1)] public partial Layer Head { get; }",
            "From", "'Stern'", "did you mean 'Stem'?"),
        Stages(
            "NG0020", "4",
            "[Linear(4)] public partial Layer Stem { get; } [«Concat(nameof(Stem), nameof(Net))»] public partial Layer Head { get; }",
            "Concat", "'Net'"),
        Stages("NG0021", "4", "[Linear(4), «Add(nameof(Head))»] public partial Layer Head { get; }", "'Head'"),
        Stages(
            "NG0021", "4",
            "[«From(nameof(Head))», Linear(4)] public partial Layer Stem { get; } [Linear(1)] public partial Layer Head { get; }",
            "From", "'Head'"),
        Stages(
            "NG0022", "4",
            "[Linear(4)] public partial Layer Stem { get; } [Linear(1), «From(nameof(Stem))»] public partial Layer Head { get; }",
            "'Head'"),
        Stages(
            "NG0023", "4",
            "[Linear(8)] public partial Layer Stem { get; } [Linear(6), «Add(nameof(Stem))»] public partial Layer Head { get; }",
            "'Head'", "6", "'Stem'", "8"),
        Stages(
            "NG0023", "2, 4, 4",
            "[Conv2d(4, Padding = 1)] public partial Layer Stem { get; } "
                + "[MaxPool2d(2), «Add(nameof(Stem))»] public partial Layer Head { get; }",
            "4×2×2", "4×4×4"),
        Stages(
            "NG0024", "2, 4, 4",
            "[Conv2d(4, Padding = 1)] public partial Layer Stem { get; } "
                + "[MaxPool2d(2), «Concat(nameof(Stem))»] public partial Layer Head { get; }",
            "'Head'", "4×2×2", "'Stem'", "4×4×4"),
        Stages(
            "NG0024", "2, 4, 4",
            "[Conv2d(4, Padding = 1)] public partial Layer Stem { get; } "
                + "[Flatten, «Concat(nameof(Stem))»] public partial Layer Head { get; }",
            "64", "4×4×4"),
        Stages(
            "NG0025", "4",
            "[Linear(4)] public partial Layer Stem { get; } [Linear(4)] public partial Layer «Side» { get; } "
                + "[From(nameof(Stem)), Linear(1)] public partial Layer Head { get; }",
            "'Side'"),

        new("NG0030", "[Network, Input(4)] partial class «Net» { [Linear(1)] public partial Layer Head { get; } }", "'Net'"),
        new(
            "NG0031",
            "[Network, Input(4), MseLoss, «CrossEntropyLoss»] partial class Net { [Linear(3)] public partial Layer Head { get; } }",
            "'Head'", "MseLoss", "CrossEntropyLoss", "On"),
        new(
            "NG0032",
            Source("«CrossEntropyLoss»", "1, 8, 8", "[Conv2d(1)] public partial Layer Head { get; }"),
            "CrossEntropyLoss", "1×6×6"),
        new("NG0032", Source("«CrossEntropyLoss»", "4", "[Linear(1)] public partial Layer Head { get; }"), "CrossEntropyLoss", "1"),

        new(
            "NG0040",
            "class SwirlAttribute : OperationAttribute; [Network, Input(4), MseLoss] partial class Net { "
                + "[«Swirl», Linear(1)] public partial Layer Head { get; } }",
            "'Swirl'"),
        new(
            "NG0040",
            "class MedianLossAttribute : CriterionAttribute; [Network, Input(4), «MedianLoss»] partial class Net { "
                + "[Linear(1)] public partial Layer Head { get; } }",
            "'MedianLoss'"),
        new(
            "NG0040",
            "namespace Mine { class ReluAttribute : OperationAttribute; [Network, Input(4), MseLoss] partial class Net { "
                + "[Linear(1), «Mine.Relu»] public partial Layer Head { get; } } }",
            "'Mine.Relu'"),
    ];

    private static DiagnosticCase Unsuitable(string declaration, params string[] says) =>
        new("NG0002", $"[Network, Input(4), MseLoss] {declaration} {{ [Linear(1)] public partial Layer Head {{ get; }} }}", says);

    private static DiagnosticCase Input(string input, string shape) =>
        new("NG0004", $"[Network, «{input}», MseLoss] partial class Net {{ [Linear(1)] public partial Layer Head {{ get; }} }}", shape);

    private static DiagnosticCase ChannelsLast(string input, params string[] says) =>
        new(
            "NG0073",
            $"[Network, «Input({input})», MseLoss] partial class Net {{ [Flatten, Linear(1)] public partial Layer Head {{ get; }} }}",
            says);

    private static DiagnosticCase Head(string id, string input, string operations, params string[] says) =>
        new(id, Source("MseLoss", input, $"[{operations}] public partial Layer Head {{ get; }}"), says);

    private static DiagnosticCase Stages(string id, string input, string stages, params string[] says) =>
        new(id, Source("MseLoss", input, stages), says);

    private static string Source(string loss, string input, string stages) =>
        $"[Network, Input({input}), {loss}] partial class Net {{ {stages} }}";

    private static DiagnosticCase Loss(string id, int outputs, string loss, params string[] says) => new(
        id, $"[Network, Input(4), «{loss}»] partial class Net {{ [Linear({outputs})] public partial Layer Head {{ get; }} }}", says);
}
