namespace NetGen.Analyzers.Tests;

/// <summary>What each code fix changes, and nothing else.</summary>
internal static class FixCases
{
    public static IReadOnlyList<FixCase> All { get; } = [.. Operations(), .. Edges(), .. Classes(), .. Statements()];

    /// <summary>Files in which it stands more than once: all are mended at a time.</summary>
    public static IReadOnlyList<FixCase> Several { get; } =
    [
        Stage(
            "NG0081", "Write Bias = false",
            "[Linear(8), BatchNorm, Relu, Linear(8, Gain = 2), BatchNorm, Linear(1)] public partial Layer Head { get; }",
            "[Linear(8, Bias = false), BatchNorm, Relu, Linear(8, Gain = 2, Bias = false), BatchNorm, Linear(1)] "
                + "public partial Layer Head { get; }"),
        new(
            "CS0246", "Add 'using NetGen;'",
            "using System;\n\n[Network, Input(4)]\npublic partial class Net\n{\n    [Linear(1)] public partial Layer Head { get; }\n}\n",
            "using System;\nusing NetGen;\n\n[Network, Input(4)]\npublic partial class Net\n{\n"
                + "    [Linear(1)] public partial Layer Head { get; }\n}\n"),
        new(
            "NG0072", "Add [Network]",
            "using NetGen;\n\npublic partial class A\n{\n    [Linear(1)] public partial Layer Head { get; }\n}\n\n"
                + "[Input(4)]\npublic partial class B\n{\n    [Linear(1)] public partial Layer Head { get; }\n}\n",
            "using NetGen;\n\n[Network]\npublic partial class A\n{\n    [Linear(1)] public partial Layer Head { get; }\n}\n\n"
                + "[Network, Input(4)]\npublic partial class B\n{\n    [Linear(1)] public partial Layer Head { get; }\n}\n"),
        Body(
            "NG1001", "Write 'using'",
            "var a = network.CreateTrainer(new Adam()); a.Fit(train, 3);\n"
                + "        var b = network.CreateTrainer(new Adam()); b.Fit(train, 3);",
            "using var a = network.CreateTrainer(new Adam()); a.Fit(train, 3);\n"
                + "        using var b = network.CreateTrainer(new Adam()); b.Fit(train, 3);"),
    ];

    private static FixCase[] Operations() =>
    [
        Head("NG0011", "Insert Flatten before Linear", "1, 8, 8", "Linear(10)", "Flatten, Linear(10)"),
        Head("NG0011", "Insert Flatten before Linear", "1, 8, 8", "Conv2d(4), Relu, Linear(10)", "Conv2d(4), Relu, Flatten, Linear(10)"),
        Head("NG0011", "Write Conv1d", "8, 3", "Conv2d(4, Kernel = 5), Flatten, Linear(1)", "Conv1d(4, Kernel = 5), Flatten, Linear(1)"),
        Head("NG0011", "Write Conv2d", "1, 8, 8", "NetGen.Conv1d(4)", "NetGen.Conv2d(4)"),
        Head("NG0012", "Write Padding = Padding.Same", "1, 4, 4", "Conv2d(8, Kernel = 5)", "Conv2d(8, Kernel = 5, Padding = Padding.Same)"),
        Head(
            "NG0012", "Write Padding = 2", "1, 4, 4", "Conv2d(8, Kernel = 5, Stride = 2)",
            "Conv2d(8, Kernel = 5, Stride = 2, Padding = 2)"),
        Head(
            "NG0012", "Write Padding = Padding.Same", "4, 3", "Conv1d(2, Padding = 0, Kernel = 5)",
            "Conv1d(2, Padding = Padding.Same, Kernel = 5)"),
        Head("NG0013", "Write CeilMode = true", "1, 7, 7", "MaxPool2d(2)", "MaxPool2d(2, CeilMode = true)"),
        Head("NG0014", "Write Groups = 3", "6, 8, 8", "Conv2d(9, Groups = 4, Kernel = 1)", "Conv2d(9, Groups = 3, Kernel = 1)"),
        Head("NG0014", "Write Groups = 3", "6, 4, 4", "GroupNorm(4)", "GroupNorm(3)"),
        Head("NG0054", "Write Heads = 2", "6, 8", "SelfAttention(3)", "SelfAttention(2)"),
        Head("NG0054", "Write Heads = 4", "6, 8", "SelfAttention(heads: 5)", "SelfAttention(heads: 4)"),
        Head(
            "NG0054", "Write KeyValueHeads = 2", "6, 8", "SelfAttention(4, KeyValueHeads = 3)", "SelfAttention(4, KeyValueHeads = 2)"),
        Head("NG0081", "Write Bias = false", "4", "Linear(8), BatchNorm, Linear(1)", "Linear(8, Bias = false), BatchNorm, Linear(1)"),
        Head(
            "NG0081", "Write Bias = false", "4", "Linear(8, Bias = true), BatchNorm, Linear(1)",
            "Linear(8, Bias = false), BatchNorm, Linear(1)"),
        Head("NG0085", "Move Dropout behind BatchNorm", "4", "Dropout(0.5f), BatchNorm, Linear(1)", "BatchNorm, Dropout(0.5f), Linear(1)"),
        Stage(
            "NG0085", "Move Dropout behind BatchNorm",
            "[Linear(4, Bias = false), Dropout(0.5f)]\n    [BatchNorm, Linear(1)]\n    public partial Layer Head { get; }",
            "[Linear(4, Bias = false)]\n    [BatchNorm, Dropout(0.5f), Linear(1)]\n    public partial Layer Head { get; }"),
        Head("NG0086", "Remove Dropout", "4", "Linear(1), Dropout(0.5f)", "Linear(1)"),
        Stage(
            "NG0086", "Remove Dropout", "[Linear(1)]\n    [Dropout(0.5f)]\n    public partial Layer Head { get; }",
            "[Linear(1)]\n    public partial Layer Head { get; }"),
        Stage(
            "NG0088", "Write Initializer = Initializer.Auto",
            "[Linear(4, Initializer = Initializer.XavierUniform), Relu, Repeat(7)] public partial Layer Head { get; }",
            "[Linear(4, Initializer = Initializer.Auto), Relu, Repeat(7)] public partial Layer Head { get; }"),
        Head("NG0089", "Remove Relu", "4", "Linear(4), Relu, Relu, Linear(1)", "Linear(4), Relu, Linear(1)"),
        Loss("NG0033", "Remove Softmax", "CrossEntropyLoss", "Linear(3), Softmax", "Linear(3)"),
        Loss("NG0034", "Remove Sigmoid", "BinaryCrossEntropyWithLogitsLoss", "Linear(3), Sigmoid", "Linear(3)"),
        Loss("NG0084", "Remove Relu", "BinaryCrossEntropyWithLogitsLoss", "Linear(3), ReluAttribute", "Linear(3)"),
        Loss("NG0084", "Write LogSoftmax", "NllLoss", "Linear(3), Softmax", "Linear(3), LogSoftmax"),
        Head(
            "NG0058", "Remove Frozen", "4", "Linear(3)] public partial Layer A { get; } [Tanh, Frozen",
            "Linear(3)] public partial Layer A { get; } [Tanh"),
        new(
            "NG0083", "Write SkipPadding = \"input\"",
            Class("TokenInput(9, 6, Padding = 0), MseLoss", "[EmbeddingBag(4)] public partial Layer Head { get; }"),
            Class(
                "TokenInput(9, 6, Padding = 0), MseLoss", "[EmbeddingBag(4, SkipPadding = \"input\")] public partial Layer Head { get; }")),
    ];

    private static FixCase[] Edges() =>
    [
        Stage(
            "NG0020", "Write nameof(Stem)",
            "[Linear(4)] public partial Layer Stem { get; }\n    [Linear(4), Add(\"Stern\")] public partial Layer Head { get; }",
            "[Linear(4)] public partial Layer Stem { get; }\n    [Linear(4), Add(nameof(Stem))] public partial Layer Head { get; }"),
        Stage(
            "NG0020", "Write \"input\"", "[From(\"inptu\"), Linear(4)] public partial Layer Head { get; }",
            "[From(\"input\"), Linear(4)] public partial Layer Head { get; }"),
        new(
            "NG0020", "Write nameof(Head)", Class("Input(4), MseLoss(On = \"Haed\")", "[Linear(1)] public partial Layer Head { get; }"),
            Class("Input(4), MseLoss(On = nameof(Head))", "[Linear(1)] public partial Layer Head { get; }")),
        Stage(
            "CS0103", "Write nameof(Stem)",
            "[Linear(4)] public partial Layer Stem { get; }\n    [Linear(4), Add(nameof(Stme))] public partial Layer Head { get; }",
            "[Linear(4)] public partial Layer Stem { get; }\n    [Linear(4), Add(nameof(Stem))] public partial Layer Head { get; }"),
        Stage(
            "NG0022", "Move From to the front",
            "[Linear(4)] public partial Layer Stem { get; }\n    [Linear(1), From(nameof(Stem))] public partial Layer Head { get; }",
            "[Linear(4)] public partial Layer Stem { get; }\n    [From(nameof(Stem)), Linear(1)] public partial Layer Head { get; }"),
    ];

    private static FixCase[] Classes() =>
    [
        new(
            "NG0001", "Add partial", Plain("public class Net"), Plain("public partial class Net")),
        new(
            "NG0001", "Add partial", $"using NetGen;\nstatic class Outer\n{{\n{Plain("class Net")["using NetGen;\n".Length..]}}}\n",
            $"using NetGen;\nstatic partial class Outer\n{{\n{Plain("partial class Net")["using NetGen;\n".Length..]}}}\n"),
        Stage(
            "NG0006", "Write 'public partial Layer Head { get; }'", "[Linear(1)] public Layer Head { get; } = null!;",
            "[Linear(1)] public partial Layer Head { get; }"),
        Stage(
            "NG0006", "Write 'partial NetGen.Layer Head { get; }'", "[Linear(1)]\n    static partial NetGen.Layer? Head { get; set; }",
            "[Linear(1)]\n    partial NetGen.Layer Head { get; }"),
        new(
            "NG0072", "Add [Network]", Plain("public partial class Net", "[Input(4)]"),
            Plain("public partial class Net", "[Network, Input(4)]")),
        new(
            "CS0246", "Add 'using NetGen;'", "// A file.\npublic class Use\n{\n    public Dataset? Data;\n}\n",
            "// A file.\nusing NetGen;\n\npublic class Use\n{\n    public Dataset? Data;\n}\n"),
    ];

    private static FixCase[] Statements() =>
    [
        Body(
            "NG1001", "Write 'using'", "var trainer = network.CreateTrainer(new Adam()); trainer.Fit(train, 3);",
            "using var trainer = network.CreateTrainer(new Adam()); trainer.Fit(train, 3);"),
        Body("NG1007", "Write 0.001f", "Use(new Adam(0.5f));", "Use(new Adam(0.001f));"),
        Body(
            "NG1008", "Write b / 255f", "Use(Dataset.FromArrays(Array.ConvertAll(bytes, b => (float)b), labels, new Shape(4)));",
            "Use(Dataset.FromArrays(Array.ConvertAll(bytes, b => b / 255f), labels, new Shape(4)));"),
        Body(
            "NG1008", "Write b / 255f", "float[] x = [.. bytes.Select(b => (float)b)];\n        network.Predict(x);",
            "float[] x = [.. bytes.Select(b => b / 255f)];\n        network.Predict(x);"),
        Body(
            "NG1010", "Write a",
            "var (a, b) = train.Split(0.9); using var trainer = network.CreateTrainer(new Adam()); trainer.Fit(train, 3, b);",
            "var (a, b) = train.Split(0.9); using var trainer = network.CreateTrainer(new Adam()); trainer.Fit(a, 3, b);"),
    ];

    private static string Plain(string declaration, string attributes = "[Network, Input(4), MseLoss]") =>
        $"using NetGen;\n{attributes}\n{declaration}\n{{\n    [Linear(1)] public partial Layer Head {{ get; }}\n}}\n";

    private static string Class(string attributes, string stages) =>
        $"using NetGen;\n\n[Network, {attributes}]\npublic partial class Net\n{{\n    {stages}\n}}\n";

    private static FixCase Head(string id, string title, string input, string before, string after) => new(
        id, title, Class($"Input({input}), MseLoss", $"[{before}] public partial Layer Head {{ get; }}"),
        Class($"Input({input}), MseLoss", $"[{after}] public partial Layer Head {{ get; }}"));

    private static FixCase Loss(string id, string title, string loss, string before, string after) => new(
        id, title, Class($"Input(4), {loss}", $"[{before}] public partial Layer Head {{ get; }}"),
        Class($"Input(4), {loss}", $"[{after}] public partial Layer Head {{ get; }}"));

    private static FixCase Stage(string id, string title, string before, string after) =>
        new(id, title, Class("Input(4), MseLoss", before), Class("Input(4), MseLoss", after));

    private static FixCase Body(string id, string title, string before, string after) =>
        new(id, title, new UsageCase(id, before).Source, new UsageCase(id, after).Source);
}
