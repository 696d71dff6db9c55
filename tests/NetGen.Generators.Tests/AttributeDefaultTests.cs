using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NetGen.Generators.Tests;

/// <summary>
/// Defaults stand once, in the attributes: the generator has them compiled in, to leave an argument out and to write its default gives the
/// same code, and what people read in the documentation is that default, too.
/// </summary>
public sealed class AttributeDefaultTests
{
    private const string Values = "[Network, Input(4), MseLoss] partial class Net { "
        + "[Linear(3), Tanh] public partial Layer Stem { get; } [@] public partial Layer Head { get; } }";
    private const string Pictures = "[Network, Input(2, 8, 8), MseLoss] partial class Net { "
        + "[Conv2d(4, Kernel = 1)] public partial Layer Stem { get; } [@] public partial Layer Head { get; } }";
    private const string Sequences = "[Network, Input(4, 8), MseLoss] partial class Net { "
        + "[Linear(8)] public partial Layer Stem { get; } [@] public partial Layer Head { get; } }";
    private const string Tokens = "[Network, @, CrossEntropyLoss] partial class Net { "
        + "[Embedding(4), SelfAttention(2, KeyPadding = \"input\"), Linear(5)] public partial Layer Head { get; } }";
    private const string Padded = "[Network, TokenInput(5, 3, Padding = 0), MseLoss] partial class Net { "
        + "[Embedding(4)] public partial Layer Stem { get; } [@] public partial Layer Head { get; } }";
    private const string Losses = "[Network, Input(4), @] partial class Net { "
        + "[Linear(2)] public partial Layer Stem { get; } [Linear(2)] public partial Layer Head { get; } }";

    /// <summary>Methods that attributes name, and others of the same names in another class.</summary>
    private const string Methods = "[Differentiable] public static float F(float x) => x * x; "
        + "[Differentiable] public static float G(float x, float y) => x * y; } "
        + "static class Elsewhere { [Differentiable] public static float F(float x) => x + x; "
        + "[Differentiable] public static float G(float x, float y) => x - y; }";

    private const string Method = "[Network, Input(4), MseLoss] partial class Net { "
        + "[Linear(2)] public partial Layer Stem { get; } [Linear(2), @] public partial Layer Head { get; } " + Methods;

    /// <summary>An attribute as it is with what it must have, and a network around it that every one of its defaults changes.</summary>
    private static readonly (Attribute Attribute, string Text, string Network)[] s_uses =
    [
        (new NetworkAttribute(), "Network(§)",
            "[@, Input(4), MseLoss] partial class Net { [Linear(2)] public partial Layer Head { get; } }"),
        (new BudgetAttribute(), "Budget(Parameters = 100§)",
            "[Network, Input(4), MseLoss, @] partial class Net { [Linear(2)] public partial Layer Head { get; } }"),
        (new BudgetAttribute(), "Budget(TrainingBytes = 10§)",
            "[Network, Input(4), MseLoss, @] partial class Net { [Linear(2)] public partial Layer Head { get; } }"),
        (new InputAttribute(4), "Input(4§)", "[Network, @, MseLoss] partial class Net { [Linear(2)] public partial Layer Head { get; } }"),
        (new TokenInputAttribute(5, 3), "TokenInput(5, 3§)", Tokens),
        (new TokenInputAttribute(5, 3), "TokenInput(5, 3, Padding = 0§)", Tokens),
        (new MseLossAttribute(), "MseLoss(§)", Losses),
        (new CrossEntropyLossAttribute(), "CrossEntropyLoss(§)", Losses),
        (new NllLossAttribute(), "NllLoss(§)", Losses),
        (new BinaryCrossEntropyWithLogitsLossAttribute(), "BinaryCrossEntropyWithLogitsLoss(§)", Losses),
        (new MaeLossAttribute(), "MaeLoss(§)", Losses),
        (new HuberLossAttribute(), "HuberLoss(§)", Losses),
        (new SmoothL1LossAttribute(), "SmoothL1Loss(§)", Losses),
        (new LogCoshLossAttribute(), "LogCoshLoss(§)", Losses),
        (new QuantileLossAttribute(0.5f), "QuantileLoss(0.5f§)", Losses),
        (new PoissonNllLossAttribute(), "PoissonNllLoss(§)", Losses),
        (new GaussianNllLossAttribute(), "GaussianNllLoss(§)", Losses),
        (new KlDivergenceLossAttribute(), "KlDivergenceLoss(§)", Losses),
        (new SoftCrossEntropyLossAttribute(), "SoftCrossEntropyLoss(§)", Losses),
        (new FocalLossAttribute(), "FocalLoss(§)", Losses),
        (new DiceLossAttribute(), "DiceLoss(§)", Losses),
        (new HingeLossAttribute(), "HingeLoss(§)", Losses),
        (new ContrastiveLossAttribute(), "ContrastiveLoss(§)", Losses),
        (new CosineEmbeddingLossAttribute(), "CosineEmbeddingLoss(§)", Losses),
        (new MultiMarginLossAttribute(), "MultiMarginLoss(§)", Losses),
        (new TripletLossAttribute("A", "B", "C"), "TripletLoss(\"A\", \"B\", \"C\"§)", "[Network, Input(4), @] partial class Net { "
            + "[Linear(2)] public partial Layer A { get; } [Linear(2)] public partial Layer B { get; } "
            + "[Linear(2)] public partial Layer C { get; } }"),
        (new InfoNceLossAttribute("A", "B"), "InfoNceLoss(\"A\", \"B\"§)", "[Network, Input(4), @] partial class Net { "
            + "[Linear(2)] public partial Layer A { get; } [From(\"input\"), Linear(2)] public partial Layer B { get; } }"),
        (new LinearAttribute(3), "Linear(3§)", Values),
        (new BatchNormAttribute(), "BatchNorm(§)", Values),
        (new LayerNormAttribute(), "LayerNorm(§)", Values),
        (new RmsNormAttribute(), "RmsNorm(§)", Values),
        (new LeakyReluAttribute(), "LeakyRelu(§)", Values),
        (new PReluAttribute(), "PRelu(§)", Values),
        (new EluAttribute(), "Elu(§)", Values),
        (new SoftplusAttribute(), "Softplus(§)", Values),
        (new HardTanhAttribute(), "HardTanh(§)", Values),
        (new GeluAttribute(), "Gelu(§)", Values),
        (new Conv2dAttribute(4), "Conv2d(4§)", Pictures),
        (new DropoutAttribute(0.5f), "Dropout(0.5f§)", Pictures),
        (new EmbeddingAttribute(4), "Embedding(4§)",
            "[Network, TokenInput(5, 3), MseLoss] partial class Net { [@] public partial Layer Head { get; } }"),
        (new LearnedPositionsAttribute(), "LearnedPositions(§)", Sequences),
        (new Conv2dAttribute(4), "Conv2d(4, Padding = 1§)", Pictures),
        (new Conv1dAttribute(4), "Conv1d(4§)", Sequences),
        (new Conv1dAttribute(4), "Conv1d(4, Padding = 1§)", Sequences),
        (new ConvTranspose1dAttribute(4), "ConvTranspose1d(4, Stride = 2§)", Sequences),
        (new ConvTranspose1dAttribute(4), "ConvTranspose1d(4§)", Sequences),
        (new ConvTranspose2dAttribute(4), "ConvTranspose2d(4, Stride = 2§)", Pictures),
        (new ConvTranspose2dAttribute(4), "ConvTranspose2d(4§)", Pictures),
        (new Upsample2dAttribute(2), "Upsample2d(2§)", Pictures),
        (new ScaleAttribute(), "Scale(§)", Values),
        (new GroupNormAttribute(2), "GroupNorm(2§)", Pictures),
        (new InstanceNormAttribute(), "InstanceNorm(§)", Pictures),
        (new SimilarityAttribute("Stem"), "Similarity(\"Stem\"§)", "[Network, Input(4), MseLoss] partial class Net { "
            + "[Linear(3), Tanh] public partial Layer Stem { get; } [Linear(3), @] public partial Layer Head { get; } }"),
        (new PadAttribute(1), "Pad(1§)", Pictures),
        (new MaxPool1dAttribute(3), "MaxPool1d(3§)", Sequences),
        (new AvgPool1dAttribute(3), "AvgPool1d(3§)", Sequences),
        (new AvgPool1dAttribute(2), "AvgPool1d(2, Padding = 1§)", Sequences),
        (new MaxPool2dAttribute(3), "MaxPool2d(3§)", Pictures),
        (new AvgPool2dAttribute(3), "AvgPool2d(3§)", Pictures),
        (new AvgPool2dAttribute(2), "AvgPool2d(2, Padding = 1§)", Pictures),
        (new MaxPool2dAttribute(2), "MaxPool2d(2§)", Pictures),
        (new AvgPool2dAttribute(2), "AvgPool2d(2§)", Pictures),
        (new SelfAttentionAttribute(2), "SelfAttention(2§)", Sequences),
        (new CausalSelfAttentionAttribute(2), "CausalSelfAttention(2§)", Sequences),
        (new CrossAttentionAttribute("Stem", 2), "CrossAttention(\"Stem\", 2§)", Sequences),
        (new MeanOverAttribute(Axis.Length), "MeanOver(Axis.Length§)", Padded),
        (new MaxOverAttribute(Axis.Length), "MaxOver(Axis.Length§)", Padded),
        (new SumOverAttribute(Axis.Length), "SumOver(Axis.Length§)", Padded),
        (new MinOverAttribute(Axis.Length), "MinOver(Axis.Length§)", Padded),
        (new EmbeddingBagAttribute(4), "EmbeddingBag(4§)",
            "[Network, TokenInput(5, 3), MseLoss] partial class Net { [@] public partial Layer Head { get; } }"),
        (new RnnAttribute(2), "Rnn(2, Layers = 2§)", Sequences),
        (new RnnAttribute(2), "Rnn(2§)", Sequences),
        (new LstmAttribute(2), "Lstm(2, Layers = 2§)", Sequences),
        (new LstmAttribute(2), "Lstm(2§)", Sequences),
        (new GruAttribute(2), "Gru(2, Layers = 2§)", Sequences),
        (new GruAttribute(2), "Gru(2§)", Sequences),
        (new LoRAAttribute(2), "LoRA(2§)", "[Network, Input(4), MseLoss] partial class Net { "
            + "[Linear(3), @] public partial Layer Stem { get; } [Linear(2)] public partial Layer Head { get; } }"),
        (new ApplyAttribute("F"), "Apply(\"F\"§)", Method),
        (new MergeAttribute("G", "Stem"), "Merge(\"G\", \"Stem\"§)", Method),
        (new RegularizerAttribute("F"), "Regularizer(\"F\"§)", Method),
        (new LossAttribute("G"), "Loss(\"G\"§)", "[Network, Input(4), @] partial class Net { "
            + "[Linear(2)] public partial Layer Stem { get; } [Linear(2)] public partial Layer Head { get; } " + Methods),
        (new RecurrentAttribute("G"), "Recurrent(\"G\"§)", "[Network, Input(3, 1), MseLoss] partial class Net { "
            + "[Linear(1)] public partial Layer Stem { get; } [@] public partial Layer Head { get; } " + Methods),
        (new LearnableAttribute(), "Learnable(§)", "[Network, Input(4), MseLoss] partial class Net { "
            + "[Linear(2), Apply(\"A\")] public partial Layer Head { get; } "
            + "[Differentiable] public static float A(float x, [@] float a) => a * x; }"),
        (new QuantizedAttribute(), "Quantized(§)",
            "[Network, Input(4), MseLoss] partial class Net { [Linear(2), @] public partial Layer Head { get; } }"),
        (new ImportNamesAttribute("a", "b", "c"), "ImportNames(\"a\", \"b\", \"c\"§)",
            "[Network, TokenInput(5, 3), CrossEntropyLoss] partial class Net { "
                + "[Embedding(4), LearnedPositions, Linear(5), @] public partial Layer Head { get; } }"),
        (new MatMulAttribute("Stem"), "MatMul(\"Stem\"§)",
            "[Network, Input(4, 4), MseLoss] partial class Net { [Linear(4)] public partial Layer Stem { get; } "
                + "[@] public partial Layer Head { get; } }"),
    ];

    /// <summary>Every public property that can be set, and every optional parameter that is no null, of every attribute.</summary>
    public static TheoryData<string, string> Defaults
    {
        get
        {
            TheoryData<string, string> data = [];
            IEnumerable<Type> attributes = typeof(NetworkAttribute).Assembly.GetExportedTypes()
                .Where(static t => typeof(Attribute).IsAssignableFrom(t) && !t.IsAbstract);
            foreach (Type type in attributes)
            {
                IEnumerable<string> properties = type.GetProperties()
                    .Where(static p => p.SetMethod is { IsPublic: true })
                    .Select(static p => p.Name);
                IEnumerable<string> parameters = type.GetConstructors()
                    .SelectMany(static c => c.GetParameters())
                    .Where(static p => p.DefaultValue is not null and not DBNull)
                    .Select(static p => p.Name!);
                foreach (string name in properties.Concat(parameters))
                {
                    data.Add(type.Name, name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Left_out_it_is_what_the_attribute_says(string type, string name)
    {
        (Attribute Attribute, string Text, string Network)[] uses = [.. s_uses.Where(use => use.Attribute.GetType().Name == type)];
        Assert.True(uses.Length > 0, $"{type} has no use here: add one.");
        bool matters = false;
        foreach ((Attribute attribute, string text, string network) in uses)
        {
            object? value = DefaultOf(attribute, name);
            string said = name == char.ToLowerInvariant(name[0]) + name[1..] ? $"{name}: " : $"{name} = ";
            string leftOut = Compiled(network, text, "");
            if (!text.Contains(said, StringComparison.Ordinal))
            {
                Assert.Equal(leftOut, Compiled(network, text, said + Literal(value)));
                matters |= leftOut != Compiled(network, text, said + Literal(Other(attribute, name, value)));
            }
        }

        Assert.True(matters, $"Another {name} of {type} changes nothing in the uses here.");
    }

    [Theory]
    [MemberData(nameof(Defaults))]
    public void The_documentation_says_it(string type, string name)
    {
        object? value = DefaultOf(s_uses.First(use => use.Attribute.GetType().Name == type).Attribute, name);
        string text = Documentation(typeof(NetworkAttribute).Assembly.GetType($"NetGen.{type}")!, name);
        string said = Regex.Match(text, @"(\S+?),?(?: which is (?:none|as many),)? unless given").Groups[1].Value;

        switch (value)
        {
            case null:
                break;
            case bool truth:
                Assert.Equal(truth ? "true" : "false", said);
                break;
            case Enum member:
                Assert.Equal($"{member}", said);
                break;
            case double limit:
                Assert.Equal(double.PositiveInfinity, limit);
                Assert.Equal("∞", said);
                break;
            case float limit when float.IsInfinity(limit):
                Assert.Equal(limit < 0 ? "−∞" : "∞", said);
                break;
            case int when said == "size":
                Assert.Contains("the kernel's size", text, StringComparison.Ordinal);
                break;
            default:
                Assert.Equal(
                    Convert.ToSingle(value, CultureInfo.InvariantCulture),
                    float.Parse(said.Replace('−', '-'), CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string Compiled(string network, string text, string argument)
    {
        bool isAdded = argument.Length > 0 && !text.Contains("(§", StringComparison.Ordinal);
        string given = text.Replace("§", isAdded ? $", {argument}" : argument, StringComparison.Ordinal);
        GeneratorRun run = Harness.Run("using NetGen; " + network.Replace("@", given, StringComparison.Ordinal));
        Assert.Empty(run.Input.GetDiagnostics().Where(
            static d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error && d.Id is not ("CS9248" or "CS1729")));
        return string.Join('\n', run.Files
            .OrderBy(static file => file.Key, StringComparer.Ordinal)
            .Select(static file => file.Value)
            .Concat(run.Diagnostics.Select(static d => d.GetMessage(CultureInfo.InvariantCulture))));
    }

    private static object? DefaultOf(Attribute attribute, string name) =>
        attribute.GetType().GetProperty(name) is { } property ? property.GetValue(attribute)
        : attribute.GetType().GetConstructors()
            .SelectMany(static c => c.GetParameters())
            .First(p => p.Name == name && p.HasDefaultValue).DefaultValue;

    private static object Other(Attribute attribute, string name, object? value) => value switch
    {
        bool truth => !truth,
        Axis => Axis.Channels,
        _ when name == "DeclaredIn" => new Unquoted("typeof(Elsewhere)"),
        Enum member => Enum.ToObject(member.GetType(), 1),
        _ when name == "KeyValueHeads" => 1,
        _ when name is "ClassWeights" or "Alphas" => new[] { 0.5f, name == "Alphas" ? 0.75f : 2f },
        int when attribute is TokenInputAttribute => 0,
        int number => number == 1 ? 2 : 1,
        float number => number == 0.25f ? 0.5f : 0.25f,
        double => 7.0,
        _ => "Stem",
    };

    private static string Literal(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        Enum member => $"{member.GetType().Name}.{member}",
        float number when float.IsInfinity(number) => number < 0 ? "float.NegativeInfinity" : "float.PositiveInfinity",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
        double number when double.IsInfinity(number) => "double.PositiveInfinity",
        Unquoted code => code.Text,
        string text => $"\"{text}\"",
        float[] numbers => $"new[] {{ {string.Join(", ", numbers.Select(static number => Literal(number)))} }}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>The documentation of a property or parameter, as an editor shows it.</summary>
    private static string Documentation(Type type, string name)
    {
        string file = Path.ChangeExtension(typeof(NetworkAttribute).Assembly.Location, ".xml");
        XElement members = XDocument.Load(file).Descendants("members").Single();
        IEnumerable<XElement> found = members.Elements().SelectMany(member =>
            (string)member.Attribute("name")! is var id && type.GetProperty(name) is { } property
                ? id == $"P:{property.DeclaringType!.FullName}.{name}" ? [member.Element("summary")!] : []
                : id.StartsWith($"M:{type.FullName}.#ctor(", StringComparison.Ordinal)
                    ? member.Elements("param").Where(p => (string)p.Attribute("name")! == name)
                    : []);
        foreach (XElement see in found.SelectMany(static element => element.Elements("see")).ToList())
        {
            see.ReplaceWith(((string)see.Attribute("cref")!).Split('.')[^1]);
        }

        return Regex.Replace(found.First().Value, @"\s+", " ");
    }

    /// <summary>C# as it stands.</summary>
    private sealed record Unquoted(string Text);
}
