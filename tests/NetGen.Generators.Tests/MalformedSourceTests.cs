using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Fuzz.Sources;

namespace NetGen.Generators.Tests;

/// <summary>Source as it looks while it is typed: the generators never throw, and what is right keeps its code.</summary>
public sealed class MalformedSourceTests
{
    /// <summary>In a file of its own, which nobody touches.</summary>
    private const string Other = """
        using NetGen;
        public sealed partial class Bottle(int size) : BlockAttribute { [Linear(nameof(size)), Tanh] public partial Layer A { get; } }
        [Network, Input(4), MseLoss] public partial class Other
        {
            [Bottle(3)] public partial Layer Body { get; }
            [Linear(1)] public partial Layer Head { get; }
        }
        """;

    private const string WithPictures = Seeds.WithPictures + """

        [Network, Input(4), BinaryCrossEntropyWithLogitsLoss] public partial class Second { [Linear(1)] public partial Layer Head { get; } }
        """;

    public static TheoryData<string, string> Sources => new()
    {
        { nameof(Seeds.WithBlocks), Seeds.WithBlocks },
        { nameof(Seeds.WithParts), Seeds.WithParts },
        { nameof(WithPictures), WithPictures },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_token_missing_doubled_or_the_last_one_breaks_nothing_else(string name, string source)
    {
        CSharpCompilation whole = Harness.Compilation(source, Other);
        GeneratorDriver driver = Harness.Driver(new NetworkGenerator(CompileShapes)).RunGenerators(whole);
        Assert.Empty(driver.GetRunResult().Diagnostics);
        IReadOnlyDictionary<string, string> expected = FilesOfOther(driver);
        Assert.Contains("Other.Backward.g.cs", expected.Keys);
        Assert.Contains("Bottle.Block.g.cs", expected.Keys);

        foreach (string edited in Edits(source))
        {
            SyntaxTree tree = CSharpSyntaxTree.ParseText(edited, Harness.ParseOptions, "File0.cs");
            GeneratorDriver after = driver.RunGenerators(whole.ReplaceSyntaxTree(whole.SyntaxTrees[0], tree));

            Assert.All(
                after.GetRunResult().Results,
                result => Assert.True(result.Exception is null, $"{name}: {result.Exception}\n{edited}"));
            Assert.DoesNotContain(after.GetRunResult().Diagnostics, static d => d.Id is Descriptors.InternalError or "CS8785");
            Assert.Equal(expected, FilesOfOther(after));
        }
    }

    /// <summary>The cases that were met first, each by itself.</summary>
    [Theory]
    [InlineData(
        "public sealed partial class Part(int units, int = 4) : BlockAttribute { [Linear(nameof(units))] public partial Layer A { get; } } "
            + "[Network, Input(4), MseLoss] public partial class Net { [Part(3)] public partial Layer Body { get; } }",
        "CS1001")]
    [InlineData("[Network, Input(4), MseLoss] public partial class { [Linear(1)] public partial Layer Head { get; } }", "CS1001")]
    [InlineData(
        "[Network, Input(4), MseLoss] public partial class Net { [Linear(1)] public partial Layer Head { get; } "
            + "[Linear(1)] public partial Layer Head { get; } }",
        "CS9250")]
    [InlineData(
        "[Network, Input(4), MseLoss] public partial class Net { [Linear(1), Apply(nameof(F))] public partial Layer Head { get; } "
            + "[Differentiable] public static float F(float x); }",
        "CS0501")]
    [InlineData(
        "partial class Outer { [Network, Input(4), MseLoss] public partial class Net { [Linear(1)] public partial Layer Head { get; } } } "
            + "partial struct Outer { [Network, Input(4), MseLoss] public partial class Net { "
            + "[Linear(1)] public partial Layer Head { get; } } }",
        "CS0261")]
    [InlineData(
        "partial class Outer { partial class B : BlockAttribute { [Linear(1)] public partial Layer Head { get; } } } "
            + "partial struct Outer { partial class B : BlockAttribute { [Linear(1)] public partial Layer Head { get; } } }",
        "CS0261")]
    [InlineData(
        "[Network, Input(4), MseLoss(On = \"Head\", On = \"Head\")] public partial class Net { "
            + "[Linear(1)] public partial Layer Head { get; } }",
        "CS0643")]
    [InlineData(
        "[Network, Input(4), MseLoss] public partial class Net { [Linear(1), Apply(nameof(F), 2)] public partial Layer Head { get; } "
            + "[Differentiable] public static float F(float x, float high) => x < 0 || high && x < 2 ? x : 0; }",
        "CS0019")]
    public void Malformed_source_is_left_to_the_csharp_compiler(string source, string error)
    {
        GeneratorRun run = Harness.Run("using NetGen; " + source, Other);

        Assert.Empty(run.Diagnostics);
        Assert.Contains("Other.Backward.g.cs", run.Files.Keys);
        Assert.Contains(run.Input.GetDiagnostics(), d => d.Id == error);
    }

    [Fact]
    public void A_parameter_being_typed_is_one_error_of_the_csharp_compiler()
    {
        GeneratorRun run = Harness.Run(Seeds.WithBlocks.Replace("int units,", "int units, int = 4,", StringComparison.Ordinal), Other);

        Assert.Equal(
            ["CS1001"],
            run.Problems.Select(static d => d.Id).Where(static id => id is not "CS1737" and not "CS7036" and not "CS1503"));
    }

    [Fact]
    public void A_defect_of_the_front_end_is_reported_and_spares_the_other_networks()
    {
        var networks = new NetworkGenerator(Compiler.Compile, static (context, token) => context.TargetSymbol.Name == "Net"
            ? throw new InvalidOperationException("an attribute has a knot")
            : NetworkParser.Parse(context, token));
        GeneratorDriver driver = Harness.Driver(networks).RunGenerators(Harness.Compilation(WithPictures, Other));

        AssertDefect(driver, "'Net'", "an attribute has a knot");
        Assert.Contains("Second.Backward.g.cs", FilesOf(driver).Keys);
        Assert.Contains("Other.Backward.g.cs", FilesOf(driver).Keys);
    }

    [Fact]
    public void A_defect_on_one_block_is_reported_and_spares_the_other_blocks()
    {
        var blocks = new BlockGenerator(static context => context.Node.ToString().Contains("class Part", StringComparison.Ordinal)
            ? throw new InvalidOperationException("a base has a knot")
            : BlockSurface.Read(context));
        GeneratorDriver driver = Harness.Driver(null, blocks).RunGenerators(Harness.Compilation(Seeds.WithBlocks, Other));

        AssertDefect(driver, "'Part'", "a base has a knot");
        Assert.Contains("Bottle.Block.g.cs", FilesOf(driver).Keys);
        Assert.DoesNotContain("Some.event.Part.Block.g.cs", FilesOf(driver).Keys);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("-", "")]
    [InlineData("2 * (1 + ", ")")]
    public void Arithmetic_of_any_depth_is_an_error_and_no_overflow_of_the_stack(string before, string after)
    {
        string size = string.Concat(Enumerable.Repeat(before, 100_000)) + "1" + string.Concat(Enumerable.Repeat(after, 100_000));
        GeneratorRun run = Harness.Run(
            "using NetGen; [Network, Input(4), MseLoss] partial class Net { "
                + $"[Linear(\"{size}\")] public partial Layer Head {{ get; }} }}");

        Assert.Equal(["NG0051"], run.Ids);
    }

    /// <summary>As far as malformed source can matter: what has shapes is right, and takes long to compile.</summary>
    private static CompiledNetwork CompileShapes(NetworkModel model)
    {
        List<DiagnosticInfo> diagnostics = [];
        return model.Name == "Other" || ShapeInference.Run(model, diagnostics) is null
            ? Compiler.Compile(model)
            : new(EquatableArray<GeneratedFile>.Empty, diagnostics.ToEquatableArray());
    }

    private static void AssertDefect(GeneratorDriver driver, params string[] says)
    {
        Assert.All(driver.GetRunResult().Results, static result => Assert.Null(result.Exception));
        Diagnostic defect = Assert.Single(driver.GetRunResult().Diagnostics);
        Assert.Equal(Descriptors.InternalError, defect.Id);
        Assert.Equal("File0.cs", defect.Location.SourceTree?.FilePath);
        Assert.All(says, text => Assert.Contains(
            text, defect.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    private static IEnumerable<string> Edits(string source)
    {
        foreach (SyntaxToken token in CSharpSyntaxTree.ParseText(source, Harness.ParseOptions).GetRoot().DescendantTokens())
        {
            string before = source[..token.SpanStart], after = source[token.Span.End..];
            yield return before + after;
            yield return before + token.Text;
            yield return $"{before}{token.Text} {token.Text}{after}";
        }
    }

    private static IReadOnlyDictionary<string, string> FilesOfOther(GeneratorDriver driver) => FilesOf(driver)
        .Where(static file => file.Key.StartsWith("Other.", StringComparison.Ordinal)
            || file.Key.StartsWith("Bottle.", StringComparison.Ordinal))
        .ToDictionary();

    private static Dictionary<string, string> FilesOf(GeneratorDriver driver) => driver.GetRunResult().Results
        .SelectMany(static result => result.GeneratedSources)
        .ToDictionary(static file => file.HintName, static file => file.SourceText.ToString());
}
