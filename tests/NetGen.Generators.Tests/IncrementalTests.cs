using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generators.Tests;

/// <summary>What an edit costs: an edit that does not change the network compiles nothing anew.</summary>
public sealed class IncrementalTests
{
    private const string Other = "public static class Other { public static int Value => 1; }";

    private const string Block = "using NetGen; public partial class Mlp(int size) : BlockAttribute { "
        + "[Linear(8), Tanh, Linear(nameof(size))] public partial Layer Body { get; } }";

    private const string BlockUser = "using NetGen; [Network, Input(4), MseLoss] public partial class User { "
        + "[Mlp(3)] public partial Layer Head { get; } }";

    private const string Swish = "using NetGen; public static class Functions { [Differentiable] "
        + "public static float Swish(float x) => x / (1 + System.MathF.Exp(-x)); }";

    private const string SwishUser = "using NetGen; [Network, Input(4), MseLoss] public partial class SwishUser { "
        + "[Linear(8), Apply(nameof(Functions.Swish), DeclaredIn = typeof(Functions))] public partial Layer Body { get; } }";

    private const string Cell = "using NetGen; [Network, Input(5, 4), MseLoss] public partial class User { "
        + "[Recurrent(nameof(Step))] public partial Layer Body { get; } "
        + "[Differentiable] public static State Step(Row<float> x, State s, Weights w) => new(Helper.Bent(s.A) + (w.W * x)[0], s.B); "
        + "public sealed record Weights([Learnable(4, Constants.Size)] Matrix<float> W); }";

    private const string Helper = "using NetGen; using static Constants; public static class Helper { "
        + "[Differentiable] public static float Bent(float x) => x * Bend; }";

    private const string State = "public readonly record struct State(float A, float B);";

    private const string Encoder = "using NetGen; [Network, Input(4), MseLoss] public partial class Encoder { "
        + "[Linear(8), Tanh, Linear(3)] public partial Layer Body { get; } }";

    private const string Classifier = "using NetGen; [Network, Input(4), MseLoss] public partial class Classifier { "
        + "[Subnetwork(typeof(Encoder)), Linear(2)] public partial Layer Head { get; } }";

    private static readonly Comparer<IncrementalStepRunReason> s_byName =
        Comparer<IncrementalStepRunReason>.Create(static (a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    public static TheoryData<string, string> HarmlessEdits => new()
    {
        { "comment", Networks.Tiny.Replace("[Linear(10)]", "/* ten digits */ [Linear(10)] // here", StringComparison.Ordinal) },
        { "moved line", "\n\n\n" + Networks.Tiny },
        { "moved stage", Networks.Tiny.Replace("    [Linear", "\n\n        [Linear", StringComparison.Ordinal) },
        { "a member that is no stage", Networks.Tiny.Replace("{\n", "{\n    private int _count;\n", StringComparison.Ordinal) },
        { "the same value written another way", Networks.Tiny.Replace("Linear(10)", "Linear(outputs: 5 + 5)", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(HarmlessEdits))]
    public void An_edit_that_leaves_the_network_alone_compiles_nothing(string edit, string source)
    {
        Assert.NotEqual(Networks.Tiny, source);
        AssertNothingRan(Rerun([Networks.Tiny, Other], [source, Other]), edit);
    }

    [Fact]
    public void An_edit_in_another_file_compiles_nothing() =>
        AssertNothingRan(Rerun([Networks.Tiny, Other], [Networks.Tiny, Other.Replace("1", "2", StringComparison.Ordinal)]), "other file");

    [Fact]
    public void A_new_file_compiles_nothing() =>
        AssertNothingRan(Rerun([Networks.Tiny], [Networks.Tiny, Other]), "new file");

    [Fact]
    public void A_changed_operation_is_compiled()
    {
        GeneratorRunResult result = Rerun([Networks.Tiny], [Networks.Tiny.Replace("10", "11", StringComparison.Ordinal)]);

        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, NetworkGenerator.Steps.Parsed));
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, NetworkGenerator.Steps.Compiled));
        Assert.Contains(IncrementalStepRunReason.Modified, Reasons(result, NetworkGenerator.Steps.Files));
        Assert.Contains(IncrementalStepRunReason.Modified, OutputReasons(result));
    }

    [Fact]
    public void A_changed_network_leaves_its_neighbour_cached()
    {
        string neighbour = Networks.Tiny.Replace("Tiny", "Neighbour", StringComparison.Ordinal);
        GeneratorRunResult result = Rerun(
            [neighbour, Networks.Tiny], [neighbour, Networks.Tiny.Replace("10", "11", StringComparison.Ordinal)]);

        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified],
            Reasons(result, NetworkGenerator.Steps.Compiled).Order(s_byName));
    }

    [Fact]
    public void An_edit_inside_a_method_compiles_the_networks_that_use_it_and_no_other()
    {
        string[] sources = [Swish, SwishUser, Networks.Tiny];
        GeneratorRunResult result = Rerun(sources, [Swish.Replace("-x", "-2 * x", StringComparison.Ordinal), .. sources[1..]]);

        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified],
            Reasons(result, NetworkGenerator.Steps.Compiled).Order(s_byName));
    }

    [Theory]
    [InlineData("x / (1", "x  / /* one */ (1")]
    [InlineData("x / (1", "(x / (1")]
    [InlineData("{ [", "{ public static int Other() => 3; [")]
    public void An_edit_that_leaves_what_a_method_computes_alone_compiles_nothing(string before, string after)
    {
        string edited = Swish.Replace(before, after, StringComparison.Ordinal);
        edited = after.StartsWith('(') ? edited.Replace("(-x))", "(-x)))", StringComparison.Ordinal) : edited;
        Assert.NotEqual(Swish, edited);

        AssertNothingRan(Rerun([Swish, SwishUser], [edited, SwishUser]), after);
    }

    [Theory]
    [InlineData("public const float Bend = 2;", "public const float Bend = 3;")]
    [InlineData("x * Bend", "x + Bend")]
    [InlineData("const int Size = 4", "const int Size = 5")]
    [InlineData("float B)", "float B = 1)")]
    public void An_edit_of_what_a_method_refers_to_in_another_file_is_seen(string before, string after)
    {
        const string Constants = "public static class Constants { public const float Bend = 2; public const int Size = 4; }";
        string[] sources = [Cell, Constants, Helper, State];
        string[] edited = [.. sources.Select(source => source.Replace(before, after, StringComparison.Ordinal))];
        bool isSame = after.Contains("B = 1", StringComparison.Ordinal);

        GeneratorRunResult result = Rerun(sources, edited);

        Assert.NotEqual(sources, edited);
        Assert.Equal(
            [isSame ? IncrementalStepRunReason.Cached : IncrementalStepRunReason.Modified],
            Reasons(result, NetworkGenerator.Steps.Compiled));
    }

    [Fact]
    public void A_diagnostic_follows_its_line_without_a_compilation()
    {
        string source = Networks.Tiny.Replace("Linear(10)", "Linear(0)", StringComparison.Ordinal);
        CSharpCompilation before = Harness.Compilation(source);
        GeneratorDriver driver = Harness.Driver().RunGenerators(before);
        SyntaxTree moved = CSharpSyntaxTree.ParseText("\n\n" + source, Harness.ParseOptions, "File0.cs");
        GeneratorDriver after = driver.RunGenerators(before.ReplaceSyntaxTree(before.SyntaxTrees[0], moved));

        Assert.Equal(Line(driver) + 2, Line(after));
        GeneratorRunResult result = Harness.NetworkResult(after);
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, NetworkGenerator.Steps.Compiled));

        static int Line(GeneratorDriver driver) =>
            driver.GetRunResult().Diagnostics.Single().Location.GetLineSpan().StartLinePosition.Line;
    }

    [Theory]
    [InlineData("comment", "Linear(8)", "/* wide */ Linear(8)")]
    [InlineData("another member", "{ [Linear", "{ private const int Size = 8; [Linear")]
    [InlineData("the same value written another way", "Linear(8)", "Linear(4 + 4)")]
    public void An_edit_that_leaves_a_block_alone_compiles_nothing(string edit, string from, string to) =>
        AssertNothingRan(Rerun([BlockUser, Block], [BlockUser, Edited(Block, from, to)]), edit);

    [Fact]
    public void A_changed_block_of_another_file_compiles_the_networks_that_use_it()
    {
        GeneratorRunResult result = Rerun(
            [BlockUser, Block, Networks.Tiny],
            [BlockUser, Edited(Block, "Linear(8)", "Linear(9)"), Networks.Tiny]);

        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged],
            Reasons(result, NetworkGenerator.Steps.Parsed).Order(s_byName));
        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified],
            Reasons(result, NetworkGenerator.Steps.Compiled).Order(s_byName));
    }

    [Fact]
    public void A_changed_block_within_a_block_compiles_the_network()
    {
        const string Outer = "using NetGen; public partial class Outer : BlockAttribute { [Mlp(2)] public partial Layer Body { get; } }";
        string user = Edited(BlockUser, "Mlp(3)", "Outer");
        GeneratorRunResult result = Rerun([user, Outer, Block], [user, Outer, Edited(Block, "Tanh", "Relu")]);

        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, NetworkGenerator.Steps.Compiled));
    }

    [Theory]
    [InlineData("comment", "Linear(8)", "/* wide */ Linear(8)")]
    [InlineData("another member", "{ [Linear", "{ private const int Size = 8; [Linear")]
    [InlineData("another loss", "MseLoss", "CrossEntropyLoss")]
    public void An_edit_that_leaves_a_network_s_part_alone_compiles_only_that(string edit, string from, string to)
    {
        GeneratorRunResult result = Rerun([Classifier, Encoder], [Classifier, Edited(Encoder, from, to)]);
        IncrementalStepRunReason[] reasons = Reasons(result, NetworkGenerator.Steps.Compiled);

        Assert.Equal(2, reasons.Length);
        Assert.True(reasons[0] == IncrementalStepRunReason.Cached, edit);
    }

    [Theory]
    [InlineData("Linear(8)", "Linear(9)")]
    [InlineData("Input(4)", "Input(5)")]
    public void A_changed_network_compiles_those_that_it_stands_in(string from, string to)
    {
        GeneratorRunResult result = Rerun([Classifier, Encoder, Networks.Tiny], [Classifier, Edited(Encoder, from, to), Networks.Tiny]);

        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Modified],
            Reasons(result, NetworkGenerator.Steps.Compiled).Order(s_byName));
    }

    [Fact]
    public void A_block_is_completed_anew_only_where_its_surface_changed()
    {
        string inside = Edited(Block, "Linear(8)", "Linear(9)"), surface = Edited(Block, "Layer Body", "Layer Trunk");

        Assert.All(
            BlockReasons([Block], [inside]),
            reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.Equal([IncrementalStepRunReason.Modified], BlockReasons([Block], [surface]));
    }

    private static IEnumerable<IncrementalStepRunReason> BlockReasons(string[] before, string[] after) =>
        Run(before, after).GetRunResult().Results.Single(result => result.Generator.GetGeneratorType() == typeof(BlockGenerator))
            .TrackedSteps["BlockSurface"].SelectMany(static run => run.Outputs).Select(static output => output.Reason);

    private static string Edited(string source, string from, string to)
    {
        Assert.Contains(from, source, StringComparison.Ordinal);
        return source.Replace(from, to, StringComparison.Ordinal);
    }

    private static GeneratorRunResult Rerun(string[] before, string[] after) => Harness.NetworkResult(Run(before, after));

    private static GeneratorDriver Run(string[] before, string[] after)
    {
        CSharpCompilation compilation = Harness.Compilation(before);
        GeneratorDriver driver = Harness.Driver().RunGenerators(compilation);
        Assert.NotEmpty(driver.GetRunResult().GeneratedTrees);
        for (int i = 0; i < after.Length; i++)
        {
            SyntaxTree tree = CSharpSyntaxTree.ParseText(after[i], Harness.ParseOptions, $"File{i}.cs");
            if (i >= before.Length)
            {
                compilation = compilation.AddSyntaxTrees(tree);
            }
            else if (after[i] != before[i])
            {
                compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[i], tree);
            }
        }

        return driver.RunGenerators(compilation);
    }

    private static void AssertNothingRan(GeneratorRunResult result, string edit)
    {
        string[] steps = [NetworkGenerator.Steps.Parsed, NetworkGenerator.Steps.Compiled, NetworkGenerator.Steps.Files];
        foreach (string step in steps)
        {
            IncrementalStepRunReason[] reasons = Reasons(result, step);
            Assert.NotEmpty(reasons);
            Assert.True(
                reasons.All(static reason => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged),
                $"{edit}: step {step} was {string.Join(", ", reasons)}");
        }

        Assert.NotEmpty(OutputReasons(result));
        Assert.All(OutputReasons(result), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, NetworkGenerator.Steps.Compiled));
    }

    private static IncrementalStepRunReason[] Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(static run => run.Outputs).Select(static output => output.Reason)];

    private static IncrementalStepRunReason[] OutputReasons(GeneratorRunResult result) =>
    [
        .. result.TrackedOutputSteps.SelectMany(static pair => pair.Value)
            .SelectMany(static run => run.Outputs).Select(static output => output.Reason),
    ];
}
