namespace NetGen.Generators.Tests;

/// <summary>What the front end reads out of a class.</summary>
public sealed class FrontendTests
{
    [Fact]
    public void Reads_the_readme_network()
    {
        NetworkModel model = Parse(Networks.DigitClassifier);

        Assert.Equal(
            ("", "DigitClassifier", "DigitClassifier", "public"),
            (model.Namespace, model.Name, model.FullName, model.Accessibility));
        Assert.Equal("Single", $"{model.Precision}");
        Assert.Equal("Input(shape=[1;28;28])", Text(Assert.Single(model.Inputs)));
        Assert.Equal("CrossEntropyLoss(labelSmoothing=0.1)", Text(Assert.Single(model.Losses)));
        Assert.Equal(
            [
                "public partial Stem: Conv2d(channels=32, kernel=3, padding=1, bias=0) BatchNorm() Relu() MaxPool2d(kernel=2)",
                "public partial Body: Conv2d(channels=64, kernel=3, padding=1, bias=0) BatchNorm() Relu() MaxPool2d(kernel=2)",
                "public partial Head: Flatten() Linear(outputs=128) Relu() Dropout(rate=0.5) Linear(outputs=10)",
            ],
            model.Stages.Select(Text));
    }

    [Fact]
    public void Reads_edges_precision_and_truth_values()
    {
        NetworkModel model = Parse(Networks.ResidualMlp);

        Assert.Equal("internal", model.Accessibility);
        Assert.Equal("Double", $"{model.Precision}");
        Assert.Equal("MseLoss()", Text(Assert.Single(model.Losses)));
        Assert.Equal(
            [
                "public partial First: Linear(outputs=5) Tanh()",
                "public partial Second: Linear(outputs=5) LeakyRelu(slope=0.2) Add(stages=['First'])",
                "public partial Side: From(stage='First') Linear(outputs=3, bias=0) Sigmoid()",
                "public partial Head: Concat(stages=['Second';'Side']) Linear(outputs=2)",
            ],
            model.Stages.Select(Text));
    }

    [Fact]
    public void Reads_enums_named_constructor_arguments_and_constants()
    {
        NetworkModel model = Parse(Class("""
            private const int Width = 3 * 4;
            [Linear(outputs: Width, Initializer = Initializer.XavierNormal), LeakyRelu] internal partial Layer Head { get; }
            """));

        Assert.Equal(["internal partial Head: Linear(outputs=12, initializer=4) LeakyRelu(slope=0.01)"], model.Stages.Select(Text));
    }

    [Fact]
    public void Keeps_the_order_of_attributes_over_several_lists()
    {
        NetworkModel model = Parse(Class("""
            [Linear(3), Relu]
            [System.Obsolete]
            [Linear(2)]
            public partial Layer Head { get; }
            """));

        AttributeModel last = model.Stages.Single().Operations.Last();
        Assert.Equal(["public partial Head: Linear(outputs=3) Relu() Linear(outputs=2)"], model.Stages.Select(Text));
        Assert.Equal(new Site("Head", 3), last.Site);
    }

    [Fact]
    public void Describes_where_a_nested_class_stands()
    {
        ParsedNetwork parsed = Harness.Parse("""
            using NetGen;
            namespace Some.@event
            {
                public static partial class Outer
                {
                    internal partial record struct Middle
                    {
                        [Network, Input(1), MseLoss]
                        private partial class @class
                        {
                            [Linear(1)] public partial Layer Head { get; }
                        }
                    }
                }
            }
            """);

        NetworkModel model = parsed.Model!;
        Assert.Equal("Some.event.Outer+Middle+class", parsed.TypeName);
        Assert.Equal("Some.event.Outer+Middle+class", model.FullName);
        Assert.Equal("Some.@event", model.Namespace);
        Assert.Equal("private", model.Accessibility);
        Assert.Equal(["public partial class Outer", "internal partial record struct Middle"], model.ContainingTypes);
    }

    [Fact]
    public void Finds_stages_in_all_declarations_of_one_file()
    {
        NetworkModel model = Parse("""
            using NetGen;
            [Network] public partial class Net { [Linear(2)] public partial Layer A { get; } }
            [Input(3), MseLoss] partial class Net { [Relu] public partial Layer B { get; } }
            """);

        Assert.Equal(["public partial A: Linear(outputs=2)", "public partial B: Relu()"], model.Stages.Select(Text));
        Assert.Single(model.Inputs);
        Assert.Single(model.Losses);
    }

    [Fact]
    public void Leaves_members_that_are_no_stages_alone()
    {
        NetworkModel model = Parse(Class("""
            [Linear(1)] public partial Layer Head { get; }
            public Layer Last => Head;
            public int Count { get; set; }
            public partial int Size { get; }
            public partial int Size => 1;
            """));

        Assert.Equal(["Head"], model.Stages.Select(static stage => stage.Name));
    }

    [Fact]
    public void Takes_an_attribute_of_another_namespace_for_what_it_is()
    {
        NetworkModel model = Parse("""
            using NetGen;
            namespace Mine { public sealed class LinearAttribute : NetGen.OperationAttribute; }
            [Network, Input(1), MseLoss] public partial class Net { [Mine.Linear] public partial Layer Head { get; } }
            """);

        Assert.Equal("Mine.Linear()", Text(model.Stages.Single().Operations.Single()));
    }

    [Theory]
    [InlineData("[Linaer(1)] public partial Layer Head { get; }")]
    [InlineData("[Linear(1), Permute(\"ten\")] public partial Layer Head { get; }")]
    [InlineData("[Linear] public partial Layer Head { get; }")]
    [InlineData("[Linear(1, Bais = false)] public partial Layer Head { get; }")]
    [InlineData("[Linear(1)] public partial Leyer Head { get; }")]
    public void Leaves_to_the_csharp_compiler_what_it_reports_itself(string member)
    {
        GeneratorRun run = Harness.Run(Class(member));

        Assert.Empty(run.Diagnostics);
        Assert.Contains(run.Input.GetDiagnostics(), static d => d.Id is "CS0246" or "CS1503" or "CS1729" or "CS0617");
    }

    [Fact]
    public void A_null_name_is_an_empty_one()
    {
        NetworkModel model = Parse(Class("[Linear(1), Add(null!)] public partial Layer Head { get; }"));

        Assert.Equal(["public partial Head: Linear(outputs=1) Add(stages=[])"], model.Stages.Select(Text));
    }

    private static NetworkModel Parse(string source)
    {
        ParsedNetwork parsed = Harness.Parse(source);
        Assert.Empty(parsed.Diagnostics);
        Assert.NotNull(parsed.Model);
        return parsed.Model;
    }

    private static string Class(string members) =>
        $"using NetGen;\n[Network, Input(4), MseLoss]\npublic partial class Net\n{{\n{members}\n}}\n";

    private static string Text(StageModel stage) =>
        $"{stage.Keywords} {stage.Name}: "
        + string.Join(' ', stage.Operations.Concat(stage.Modifiers).OrderBy(static a => a.Site.Attribute).Select(Text));

    private static string Text(AttributeModel attribute) =>
        $"{attribute.Name}({string.Join(", ", attribute.Arguments.Select(static a => $"{a.Name}={Text(a.Value)}"))})";

    private static string Text(ArgumentValue value) => value switch
    {
        { Number: { } number } => FormattableString.Invariant($"{number}"),
        { Items: { } items } => $"[{string.Join(';', items.Select(Text))}]",
        _ => $"'{value.Text}'",
    };
}
