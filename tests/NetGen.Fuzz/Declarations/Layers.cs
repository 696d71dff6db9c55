namespace NetGen.Fuzz.Declarations;

/// <summary>Every operation of NetGen with the arguments it may have, and the shape rule of its documentation.</summary>
internal static partial class Layers
{
    /// <summary>The largest value that a network gets, so that a network takes no longer than its declaration is worth.</summary>
    private const int MostValues = 2048;

    public static IReadOnlyList<Layer> All { get; } =
        [.. Elementwise(), .. Rows(), .. Weighted(), .. Windows(), .. Moves(), .. Sequences(), .. Joins(), .. Blocks()];

    private static readonly Layer[] s_ofTokens = [.. All.Where(layer => layer.Name.StartsWith("Embedding", StringComparison.Ordinal))];

    /// <summary>One that suits; null where none is found.</summary>
    public static Use? Draw(Draw draw, Value value, Scope scope)
    {
        for (int attempt = 0; attempt < 40; attempt++)
        {
            if (draw.One(value.IsTokens ? s_ofTokens : All).Make(draw, value, scope) is { } use && use.Output.Size <= MostValues)
            {
                return use;
            }
        }

        return null;
    }

    /// <summary>One that gives a number for each of so many, from what has no image's axes.</summary>
    public static Use Linear(Draw draw, Value value, int outputs) => new(
        $"Linear({outputs}{Options(draw, "Bias = false", "WeightNorm = true", "BiasStart = 0.1f", Started(draw))})",
        value with { Channels = outputs });

    /// <summary>Named arguments, each now and then.</summary>
    private static string Options(Draw draw, params string[] options) =>
        string.Concat(options.Where(_ => draw.Once(6)).Select(option => $", {option}"));

    private static string Started(Draw draw) => draw.One(
        "Initializer = Initializer.HeNormal", "Initializer = Initializer.Orthogonal", "Initializer = Initializer.XavierNormal, Gain = 0.5f",
        "Initializer = Initializer.LeCunUniform", "Initializer = Initializer.TruncatedNormal");

    /// <summary>What takes values of any shape and gives the same.</summary>
    private static IEnumerable<Layer> Elementwise()
    {
        string[] texts =
        [
            "Relu", "LeakyRelu", "LeakyRelu(0.2f)", "PRelu", "PRelu(PerChannel = true)", "Elu", "Elu(0.7f)", "Selu", "Gelu",
            "Gelu(Approximation = GeluApproximation.Tanh)", "Silu", "Mish", "Softplus", "Softplus(2f)", "Softsign", "HardSwish",
            "HardSigmoid", "HardTanh", "HardTanh(-0.5f, 0.75f)", "Relu6", "LogSigmoid", "Sigmoid", "Tanh", "Softmax", "LogSoftmax", "Scale",
            "Scale(PerChannel = false)", "Scale(Start = 0.5f)", "Dropout(0.2f)", "Dropout(0.3f, WholeChannels = true)", "DropPath(0.2f)",
            "GaussianNoise(0.1f)", "BatchNorm", "BatchNorm(Affine = false)", "BatchNorm(Frozen = true)", "BatchNorm(Momentum = 0.3f)",
            "BatchNorm(Synchronized = true)", "LayerNorm", "LayerNorm(Bias = false)", "RmsNorm",
            "Apply(nameof(Own.Curve), DeclaredIn = typeof(Own))", "Apply(nameof(Own.Bent), DeclaredIn = typeof(Own))",
        ];
        return texts.Select(text => new Layer(text.Split('(')[0], (_, x) => x.IsTokens ? null : new(text, x)));
    }

    /// <summary>What reads a row as a whole.</summary>
    private static IEnumerable<Layer> Rows() =>
    [
        .. new[] { "Glu", "SwiGlu" }.Select(name => new Layer(name, (_, x) =>
            x.IsTokens || x.Channels % 2 != 0 ? null : new(name, x with { Channels = x.Channels / 2 }))),
        new("GroupNorm", (draw, x) => x.IsTokens
            ? null
            : new($"GroupNorm({draw.DivisorOf(x.Channels)}{Options(draw, "Affine = false")})", x)),
        new("InstanceNorm", (draw, x) => x.IsImage || x.IsSequence
            ? new(draw.One("InstanceNorm", "InstanceNorm(Affine = true)"), x)
            : null),
        new("Flatten", (_, x) => x.IsTokens ? null : new("Flatten", Value.Features(x.Size))),
        .. new[] { "MeanOver", "MaxOver", "MinOver", "SumOver" }
            .Select(name => new Layer(name, (draw, x, scope) => Over(name, draw, x, scope))),
    ];

    private static Use? Over(string name, Draw draw, Value x, Scope scope)
    {
        string[] axes = AxesOf(x);
        if (axes.Length == 0)
        {
            return null;
        }

        string axis = draw.One(axes);
        string skips = axis == "Length" && scope.Padded is { } padded && padded.Length == x.Width && draw.Once(2)
            ? $", SkipPadding = \"{padded.Name}\""
            : "";
        return new($"{name}(Axis.{axis}{skips})", axis switch
        {
            "Length" => Value.Features(x.Channels),
            "Height" => x with { Height = 1 },
            "Width" => x with { Width = 1 },
            _ => x with { Channels = 1 },
        });
    }

    private static string[] AxesOf(Value x) => x.Form switch
    {
        Form.Image => ["Features", "Channels", "Height", "Width"],
        Form.Sequence => ["Features", "Length"],
        Form.Features => ["Features"],
        _ => [],
    };

    private static IEnumerable<Layer> Weighted() =>
    [
        new("Linear", (draw, x) => x.IsImage || x.IsTokens ? null : Linear(draw, x, draw.Width())),
        new("Embedding", (draw, x) => x.IsTokens ? Embedding(draw, x, draw.Width()) : null),
        new("EmbeddingBag", (draw, x) =>
        {
            int width = draw.Width();
            return x.IsTokens ? new($"EmbeddingBag({width}{Options(draw, "Mode = EmbeddingBagMode.Sum")})", Value.Features(width)) : null;
        }),
    ];

    private static Use Embedding(Draw draw, Value x, int width) =>
        new($"Embedding({width}{Options(draw, "Initializer = Initializer.Normal")})", Value.Sequence(x.Width, width));

    /// <summary>Blocks and networks of <see cref="Prelude"/>.</summary>
    private static IEnumerable<Layer> Blocks() =>
    [
        new("Dense", (draw, x) => x.IsFeatures || x.IsSequence ? new($"Dense(\"{draw.From(1, 5)}\")", x) : null),
        new("Nest", (draw, x) => x.IsFeatures || x.IsSequence ? new($"Nest({draw.From(1, 3)}, {draw.From(1, 3)})", x) : null),
        new("Basic", (_, x) => x.IsImage ? new($"Basic({x.Channels})", x) : null),
        new("Down", (draw, x) =>
        {
            int channels = draw.From(1, 6), stride = draw.From(1, 2);
            int After(int size) => ((size - 1) / stride) + 1;
            return x.IsImage ? new($"Down({channels}, stride: {stride})", Value.Image(channels, After(x.Height), After(x.Width))) : null;
        }),
        new("Encoder", (draw, x) => x.IsSequence
            ? new($"Encoder({draw.DivisorOf(x.Channels)}, hidden: {draw.From(1, 8)})", x)
            : null),
        new("Subnetwork", (_, x) => x == Value.Features(6) ? new("Subnetwork(typeof(Six))", Value.Features(4)) : null),
    ];
}
