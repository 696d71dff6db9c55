namespace NetGen.Fuzz.Declarations;

/// <summary>What makes a network wrong, whatever else it has: each must be an NG error.</summary>
internal static class Faults
{
    private static readonly (string Name, Func<Draw, Declaration, Declaration?> Apply)[] s_all =
    [
        ("an operation that does not suit", Unsuitable),
        ("an operation that does not suit", Unsuitable),
        ("an operation that does not suit", Unsuitable),
        ("an edge to nowhere", (draw, d) => WithOperation(draw, d, (_, _) => draw.One(
            "Add(\"Nowhere\")", "Concat(\"Nowhere\")", "Multiply(\"nowhere\")", "Subtract(\"\")", "Add", "MatMul(\"Nowhere\")",
            "Stack(\"Nowhere\")", "Similarity(\"Nowhere\")", "CrossAttention(\"Nowhere\", 1)"))),
        ("From nowhere", (draw, d) => WithStage(draw, d, (_, stage) => stage.First > 0 ? null : WithFirst(stage, "From(\"Nowhere\")"))),
        ("From itself", (draw, d) => WithStage(draw, d, (_, stage) =>
            stage.First > 0 ? null : WithFirst(stage, $"From(\"{stage.Reference}\")"))),
        ("From behind an operation", (draw, d) => WithStage(draw, d, (_, stage) => stage.First > 0 || !HasOperation(stage)
            ? null
            : stage with { Attributes = [.. stage.Attributes, $"From(\"{d.Inputs[0].Name}\")"] })),
        ("an edge to a later stage", (draw, d) => d.Stages.Count < 2
            ? null
            : ChangeStage(d, 0, stage => stage with { Attributes = [.. stage.Attributes, $"Add(\"{d.Stages[^1].Reference}\")"] })),
        ("a stage without operations", (draw, d) => WithStage(draw, d, (_, stage) => stage with { Attributes = [] })),
        ("a stage of another form", (draw, d) => WithStage(draw, d, (_, stage) => draw.From(0, 2) switch
        {
            0 => stage with { Accessors = "{ get; set; }" },
            1 => stage with { Keywords = "public static partial" },
            _ => stage with { Keywords = "public", Accessors = "=> null!;" },
        })),
        ("a name that is taken", (draw, d) => d.Stages.Count == 1 || d.Losses.Count > 0 && d.Losses.Any(l => l.Contains('"'))
            ? null
            : ChangeStage(d, d.Stages.Count - 1, stage => stage with
            {
                Name = draw.One("Summary", "Predict", "Save", "ParameterCount", "Trainer", "Costs"), Keywords = "public new partial",
            })),
        ("no input", (_, d) => d with { Inputs = [] }),
        ("an input without a size", (draw, d) => WithInput(draw, d, draw.One(
            "Input", "Input(0)", "Input(-1)", "Input(3, 0)", "Input(1, 2, 3, 4)", "Input(1, 90000, 90000)"))),
        ("tokens without a vocabulary", (draw, d) => WithInput(draw, d, draw.One(
            "TokenInput(0, 4)", "TokenInput(5, 0)", "TokenInput(-1, -1)", "TokenInput(5, 4, Padding = 5)",
            "TokenInput(5, 4, Padding = -2)"))),
        ("an input that nobody reads", (_, d) => d with
        {
            Inputs = [.. d.Inputs, new("Unread", "Input(3, Name = \"Unread\")", Value.Features(3))],
        }),
        ("an input's name for two things", (_, d) => d with
        {
            Inputs = [.. d.Inputs, d.Inputs[0]],
        }),
        ("an input's name that is none", (_, d) => d with
        {
            Inputs = [.. d.Inputs, new("a b", "Input(3, Name = \"a b\")", Value.Features(3))],
        }),
        ("a loss on nothing", (_, d) => d with { Losses = [.. d.Losses, "MseLoss(On = \"Nowhere\")"] }),
        ("a loss of no weight", (draw, d) => d with
        {
            Losses = [draw.One("MseLoss(Weight = 0)", "MaeLoss(Weight = -1)", "HuberLoss(Weight = float.NaN)")],
        }),
        ("two losses on one output", (_, d) => d with { Losses = ["MseLoss", "MaeLoss"] }),
        ("an argument out of its range", (draw, d) => d with
        {
            Losses =
            [
                draw.One(
                    "HuberLoss(Delta = 0)", "QuantileLoss(1.5f)", "FocalLoss(Gamma = -1)", "SmoothL1Loss(Beta = float.NaN)",
                    "BinaryCrossEntropyWithLogitsLoss(LabelSmoothing = 1)", "DiceLoss(Smooth = -1)", "QuantileLoss(float.NaN)"),
            ],
        }),
        ("not partial", (_, d) => d with { Keywords = d.Keywords.Replace(" partial", "", StringComparison.Ordinal) }),
        ("generic", (_, d) => d with { Behind = "<TElement>" }),
        ("of another base", (_, d) => d with { Behind = " : System.Exception" }),
        ("static or abstract", (draw, d) => d with { Keywords = draw.One("static partial", "public abstract partial") }),
        ("a modifier twice", (draw, d) => WithStage(draw, d, (_, stage) => HasOperation(stage)
            ? stage with { Attributes = [.. stage.Attributes, "Repeat(1)", "Repeat(1)"] }
            : null)),
        ("repeated not at all", (draw, d) => WithStage(draw, d, (_, stage) => HasOperation(stage) && !Has(stage, "Repeat")
            ? stage with { Attributes = [.. stage.Attributes, draw.One("Repeat(0)", "Repeat(-1)", "Repeat(100000)")] }
            : null)),
        ("repeated into another shape", (draw, d) => WithStage(draw, d, (_, stage) =>
            HasOperation(stage) && !Has(stage, "Repeat") && stage.Values[0] != stage.Output && !IsJoin(stage)
                ? stage with { Attributes = [.. stage.Attributes, "Repeat(2)"] }
                : null)),
        ("weights of nothing", (draw, d) => WithStage(draw, d, (_, stage) => HasOperation(stage) && !Has(stage, "SharesWeights")
            ? stage with { Attributes = [.. stage.Attributes, "SharesWeights(\"Nowhere\")"] }
            : null)),
        ("nothing to train", (_, d) => d.Losses.Count == 0 || !d.Stages.Any(stage => stage.Attributes.Any(IsLinear)) ? null : Frozen(d)),
        ("an unknown size", (draw, d) => WithOperation(draw, d, (draw, x) => x.IsTokens || x.IsImage ? null : draw.One(
            "Linear(\"wide\")", "Linear(\"1 / 0\")", "Linear(\"(\")", "Linear(\"\")", "Linear(\"2147483647 * 3\")"))),
    ];

    /// <summary>The network with a fault; null where the one drawn cannot be put into it.</summary>
    public static Declaration? Draw(Draw draw, Declaration right)
    {
        (string name, Func<Draw, Declaration, Declaration?> apply) = draw.One(s_all);
        return apply(draw, right) is { } wrong ? wrong with { Fault = name } : null;
    }

    private static Declaration? Unsuitable(Draw draw, Declaration d) => WithOperation(draw, d, (draw, x) =>
    {
        string[] always =
        [
            "Dropout(1f)", "Dropout(-0.1f)", "Dropout(float.NaN)", "DropPath(1.5f)", "GaussianNoise(-1f)", "Softplus(0f)",
            "BatchNorm(Epsilon = 0)", "BatchNorm(Momentum = 2)", "LayerNorm(Epsilon = -1)", "RmsNorm(Epsilon = float.NaN)",
            "HardTanh(1f, -1f)", "Elu(-1f)",
            $"GroupNorm({x.Channels + 1})", "GroupNorm(0)", $"Slice(Axis.Features, 0, {x.Channels + 1})", "Slice(Axis.Features, 0, 0)",
            $"Reshape({x.Size + 1})", "Reshape(-1, -1)", "Reshape(0)", "Reshape(1, 1, 1, 1)", "Permute(0, 0)", "Permute(7)", "Embedding(4)",
            "Scale(Start = float.NaN)", "PRelu(Start = 100000)",
        ];
        string[] here = x.Form switch
        {
            Form.Tokens => ["Linear(3)", "Relu", "Conv1d(3)", "Embedding(0)", "Embedding(-2)", "Flatten", "BatchNorm", "SelfAttention(1)"],
            Form.Features =>
            [
                .. always, "Linear(0)", "Linear(-3)", "Linear(int.MaxValue)", "Linear(3, BiasStart = float.NaN)", "Linear(3, Gain = -5000)",
                "Conv2d(4)", "Conv1d(4)", "MaxPool2d(2)", "SelfAttention(1)", "Lstm(3)", "LearnedPositions", "GlobalAvgPool2d",
                "InstanceNorm", "MeanOver(Axis.Length)", "Pad(1)", "PixelShuffle(1)", "Upsample2d(2)", "Slice(Axis.Height, 0, 1)",
            ],
            Form.Sequence =>
            [
                .. always, "Linear(0)", $"SelfAttention({x.Channels + 1})", "SelfAttention(0)", $"CausalSelfAttention({x.Channels + 2})",
                $"Conv1d(3, Kernel = {x.Width + 1})", "Conv1d(0)", "Conv1d(3, Kernel = 0)", "Conv1d(3, Stride = 0)",
                "Conv1d(3, Padding = -1)", $"MaxPool1d({x.Width + 1})", "MaxPool1d(2, Padding = 2)", "Conv2d(4)", "MaxPool2d(1)",
                "Lstm(0)", "Gru(3, Layers = 0)",
                "Rnn(2, Dropout = 1.0)", $"Slice(Axis.Length, 0, {x.Width + 1})", "MeanOver(Axis.Height)", "Pad(-1)",
                $"Pad({x.Width}, Mode = PaddingMode.Reflect)", "ConvTranspose1d(2, OutputPadding = 1)", "SelfAttention(1, Dropout = 1.0)",
                "SelfAttention(1, KeyPadding = \"Nowhere\")", "EmbeddingBag(3)",
            ],
            _ =>
            [
                .. always, "Linear(3)", $"Conv2d(3, Kernel = {Math.Min(x.Height, x.Width) + 1})", "Conv2d(0)", "Conv2d(3, Kernel = 0)",
                "Conv2d(3, Stride = 0)", "Conv2d(3, Padding = -1)", "Conv2d(3, Dilation = 0)", "Conv2d(3, Groups = 0)",
                $"Conv2d(3, Kernel = 1, Groups = {x.Channels + 1})", "Conv2d(3, Kernel = new[] { 1, 1, 1 })",
                "Conv2d(3, Kernel = 1, Stride = 2, Padding = Padding.Same)", $"MaxPool2d({Math.Max(x.Height, x.Width) + 1})",
                "AvgPool2d(2, Padding = 2)", "MaxPool2d(0)", "SelfAttention(1)", "Lstm(3)", "Conv1d(3, Kernel = 1)", "Upsample2d(0)",
                $"Pad({Math.Min(x.Height, x.Width)}, Mode = PaddingMode.Reflect)", $"PixelShuffle({x.Channels + 1})",
                "AdaptiveAvgPool2d(0, 1)", $"Slice(Axis.Height, {x.Height}, 1)", $"Slice(Axis.Width, 0, {x.Width + 1})",
                "MeanOver(Axis.Length)", "Dense(\"3\")",
                $"Basic({x.Channels + 1})", "ConvTranspose2d(2, Kernel = 1, Padding = 40)",
            ],
        };
        return draw.One(here);
    });

    private static Declaration? WithOperation(Draw draw, Declaration d, Func<Draw, Value, string?> make) => WithStage(draw, d, (_, stage) =>
    {
        int place = draw.From(0, stage.Values.Count - 1);
        return make(draw, stage.Values[place]) is { } text
            ? stage with
            {
                Attributes = [.. stage.Attributes.Take(stage.First + place), text, .. stage.Attributes.Skip(stage.First + place)],
            }
            : null;
    });

    private static Declaration? WithStage(Draw draw, Declaration d, Func<Draw, StageDeclaration, StageDeclaration?> change)
    {
        int index = draw.From(0, d.Stages.Count - 1);
        return change(draw, d.Stages[index]) is { } changed ? ChangeStage(d, index, _ => changed) : null;
    }

    private static Declaration ChangeStage(Declaration d, int index, Func<StageDeclaration, StageDeclaration> change) =>
        d with { Stages = [.. d.Stages.Take(index), change(d.Stages[index]), .. d.Stages.Skip(index + 1)] };

    private static Declaration WithInput(Draw draw, Declaration d, string text)
    {
        int index = draw.From(0, d.Inputs.Count - 1);
        string named = d.Inputs.Count == 1 ? text
            : text.EndsWith(')') ? $"{text[..^1]}, Name = \"{d.Inputs[index].Name}\")" : $"{text}(Name = \"{d.Inputs[index].Name}\")";
        InputDeclaration changed = d.Inputs[index] with { Text = named };
        return d with { Inputs = [.. d.Inputs.Take(index), changed, .. d.Inputs.Skip(index + 1)] };
    }

    private static Declaration Frozen(Declaration d) => d with
    {
        Stages =
        [
            .. d.Stages.Select(stage => stage with
            {
                Attributes =
                [
                    .. stage.Attributes.Where(text => !text.StartsWith("LoRA", StringComparison.Ordinal)
                        && !text.StartsWith("Regularizer", StringComparison.Ordinal)),
                    "Frozen",
                ],
            }),
        ],
    };

    private static StageDeclaration WithFirst(StageDeclaration stage, string text) =>
        stage with { Attributes = [text, .. stage.Attributes], First = 1 };

    private static bool HasOperation(StageDeclaration stage) => stage.Values.Count > 1;

    private static bool Has(StageDeclaration stage, string name) =>
        stage.Attributes.Any(text => text.StartsWith(name, StringComparison.Ordinal));

    private static bool IsJoin(StageDeclaration stage) =>
        stage.Attributes[stage.First].Contains('"', StringComparison.Ordinal);

    private static bool IsLinear(string text) => text.StartsWith("Linear", StringComparison.Ordinal);
}
