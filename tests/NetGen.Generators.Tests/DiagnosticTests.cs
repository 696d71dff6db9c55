using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generators.Tests;

/// <summary>What the user sees of a wrong network: which diagnostic, where, and what it says.</summary>
public sealed class DiagnosticTests
{
    private const string Marks = "«»‹›";

    public static TheoryData<int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (int i = 0; i < DiagnosticCases.All.Count; i++)
            {
                data.Add(i, DiagnosticCases.All[i].ToString());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_wrong_network_is_reported_where_it_is_wrong(int index, string shown) => AssertReported(DiagnosticCases.All[index], shown);

    /// <summary>One diagnostic, where the marks are.</summary>
    internal static GeneratorRun AssertReported(DiagnosticCase wrong, string shown)
    {
        string marked = "using NetGen;\n" + wrong.Source;
        string source = Plain(marked);

        GeneratorRun run = Harness.Run(source);

        Assert.True(run.Ids.SequenceEqual([wrong.Id]), $"{shown}: got {string.Join("; ", run.Diagnostics)}");
        Diagnostic diagnostic = run.Diagnostics[0];
        Assert.Same(run.Input.SyntaxTrees[0], diagnostic.Location.SourceTree);
        Assert.Equal(Marked(marked, '«', '»'), Underlined(source, diagnostic.Location));
        string[] uses = marked.Contains('‹', StringComparison.Ordinal) ? [Marked(marked, '‹', '›')] : [];
        Assert.Equal(uses, diagnostic.AdditionalLocations.Select(location => Underlined(source, location)));
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        Assert.All(wrong.Says, text => Assert.Contains(text, message, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"\{\d\}", message);
        if (StageAt(diagnostic.Location) is { } stage)
        {
            Assert.Contains($"'{stage}'", message, StringComparison.Ordinal);
        }

        return run;
    }

    /// <summary>The stage that a location lies on; null where it lies on none.</summary>
    private static string? StageAt(Location location) => location.SourceTree!.GetRoot().FindToken(location.SourceSpan.Start).Parent!
        .AncestorsAndSelf().OfType<PropertyDeclarationSyntax>()
        .FirstOrDefault(property => property.Type.ToString() == "Layer")?.Identifier.Text;

    [Fact]
    public void Each_operation_and_loss_is_used_wrongly_somewhere() =>
        Assert.All(Registry.Operations.Keys.Concat(Registry.Losses.Keys), name =>
            Assert.Contains(DiagnosticCases.WithMethods, wrong => Regex.IsMatch(wrong.Source, $@"«{name}\b")));

    [Theory]
    [MemberData(nameof(DiagnosticCases.Meant), MemberType = typeof(DiagnosticCases))]
    [MemberData(nameof(DiagnosticCases.Learnable), MemberType = typeof(DiagnosticCases))]
    public void What_is_meant_is_not_warned_of(string source) => Assert.Empty(Harness.Run("using NetGen;\n" + source).Diagnostics);

    [Fact]
    public void A_bias_of_two_stages_is_warned_of_at_both() => Assert.Equal(["NG0081", "NG0081"], Harness.Run("""
        using NetGen;
        [Network, Input(4), MseLoss]
        partial class Net
        {
            [Linear(4), BatchNorm, Tanh] public partial Layer A { get; }
            [SharesWeights(nameof(A)), Linear(4), BatchNorm] public partial Layer Head { get; }
        }
        """).Ids);

    [Fact]
    public void Stages_in_several_files_have_no_order()
    {
        GeneratorRun run = Harness.Run(
            "using NetGen; [Network, Input(4), MseLoss] partial class Net { [Linear(4)] public partial Layer A { get; } }",
            "using NetGen; partial class Net { [Linear(1)] public partial Layer B { get; } }");

        Assert.Equal(["NG0002"], run.Ids);
        Assert.Equal("File0.cs", run.Diagnostics[0].Location.SourceTree!.FilePath);
        Assert.Contains("several files", run.Diagnostics[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void The_class_is_underlined_in_the_declaration_with_the_attribute()
    {
        GeneratorRun run = Harness.Run(
            "partial class Net { public int Count; }",
            "using NetGen; [Network, MseLoss] partial class Net { [Linear(1)] public partial Layer Head { get; } }");

        Assert.Equal(["NG0003"], run.Ids);
        Assert.Equal("File1.cs", run.Diagnostics[0].Location.SourceTree!.FilePath);
    }

    [Fact]
    public void A_block_of_another_file_is_underlined_there_and_its_use_here()
    {
        GeneratorRun run = Harness.Run(
            "using NetGen; [Network, Input(6, 8), MseLoss] partial class Net { [B(3), Linear(1)] public partial Layer Head { get; } }",
            "using NetGen; partial class B(int heads) : BlockAttribute { "
                + "[SelfAttention(nameof(heads))] public partial Layer Body { get; } }");

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("NG0054", diagnostic.Id);
        Assert.Equal("File1.cs", diagnostic.Location.SourceTree!.FilePath);
        Assert.Equal("File0.cs", Assert.Single(diagnostic.AdditionalLocations).SourceTree!.FilePath);
    }

    [Fact]
    public void A_block_without_source_is_reported_at_its_use()
    {
        const string Blocks = "using NetGen; public partial class B(int heads) : BlockAttribute { "
            + "[SelfAttention(nameof(heads))] public partial Layer Body { get; } }";
        const string User = "using NetGen; [Network, Input(6, 8), MseLoss] partial class Net { "
            + "[B(HEADS), Linear(1)] public partial Layer Head { get; } }";
        Compilation library = Harness.Run(Blocks).Output.WithAssemblyName("Blocks");
        using MemoryStream image = new();
        Assert.True(library.Emit(image).Success);
        MetadataReference reference = MetadataReference.CreateFromImage(image.ToArray());

        string wrong = User.Replace("HEADS", "3", StringComparison.Ordinal);
        Diagnostic diagnostic = Assert.Single(Diagnostics(wrong, out _));
        Assert.Equal("NG0054", diagnostic.Id);
        Assert.Equal(wrong.IndexOf("B(3)", StringComparison.Ordinal), diagnostic.Location.SourceSpan.Start);
        Assert.Contains("in B(heads: 3) on Head", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(Diagnostics(User.Replace("HEADS", "4", StringComparison.Ordinal), out Compilation right));
        Assert.DoesNotContain(right.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);

        IEnumerable<Diagnostic> Diagnostics(string source, out Compilation output)
        {
            Harness.Driver().RunGeneratorsAndUpdateCompilation(
                Harness.Compilation(source).AddReferences(reference), out output, out var found);
            return found;
        }
    }

    /// <summary>Pictures, spectrograms and signals as they are meant.</summary>
    [Theory]
    [InlineData("1, 28, 28")]
    [InlineData("3, 4, 4")]
    [InlineData("3, 3, 3")]
    [InlineData("4, 4, 1")]
    [InlineData("64, 8, 8")]
    [InlineData("16, 8, 4")]
    [InlineData("8, 8, 2")]
    [InlineData("12, 100, 1")]
    [InlineData("512, 7, 7")]
    [InlineData("64, 4, 4")]
    [InlineData("64, 1, 1")]
    [InlineData("28, 28")]
    public void A_shape_that_is_no_picture_with_its_channels_last_is_no_warning(string shape) =>
        Assert.Empty(Harness.Run(
            $"using NetGen; [Network, Input({shape}), MseLoss] partial class Net {{ "
                + "[Flatten, Linear(1)] public partial Layer Head { get; } }").Ids);

    [Theory]
    [InlineData("class Net : BlockAttribute", "[Linear(1)] public partial Layer Head { get; }")]
    [InlineData("class Net", "[System.Obsolete] public partial Layer Head { get; } public partial Layer Head => null!;")]
    [InlineData("class Net", "[Linear(1)] public Layer Head => null!;")]
    public void Other_classes_are_not_taken_for_forgotten_networks(string declaration, string member) =>
        Assert.Empty(Harness.Run($"using NetGen; partial {declaration} {{ {member} }}").Ids);

    [Fact]
    public void Every_faulty_stage_form_is_reported()
    {
        GeneratorRun run = Harness.Run(
            "using NetGen; [Network, Input(4), MseLoss] partial class Net { "
                + "[Relu] public Layer A => null!; [Relu] public Layer B => null!; }");

        Assert.Equal(["NG0006", "NG0006"], run.Ids);
    }

    [Fact]
    public void A_defect_of_the_compiler_is_reported_and_spares_the_other_networks()
    {
        var generator = new NetworkGenerator(static model => model.Name == "Unlucky"
            ? throw new InvalidOperationException("the graph has a knot")
            : new CompiledNetwork(
                new[] { new GeneratedFile("Lucky.g.cs", "// fine") }.ToEquatableArray(), EquatableArray<DiagnosticInfo>.Empty));

        GeneratorRun run = Harness.Run(
            generator,
            Networks.Tiny.Replace("Tiny", "Unlucky", StringComparison.Ordinal),
            Networks.Tiny.Replace("Tiny", "Lucky", StringComparison.Ordinal));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(Descriptors.InternalError, diagnostic.Id);
        Assert.Contains("Unlucky", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains("the graph has a knot", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal("File0.cs", diagnostic.Location.SourceTree!.FilePath);
        Assert.Equal(["Lucky.g.cs"], run.Files.Keys);
    }

    [Fact]
    public void A_wrong_network_spares_the_other_networks()
    {
        GeneratorRun alone = Harness.Run(Networks.Tiny);
        GeneratorRun both = Harness.Run(
            Networks.Tiny,
            "using NetGen; [Network, Input(4), MseLoss] partial class Wrong { [Linear(0)] public partial Layer Head { get; } }");

        Assert.Equal(["NG0010"], both.Ids);
        Assert.All(alone.Files, file => Assert.Equal(file.Value, both.Files[file.Key]));
    }

    [Theory]
    [InlineData("NG0013", "Input(1, 7, 7), CrossEntropyLoss", "MaxPool2d(2), Flatten, Linear(3)")]
    [InlineData("NG0033", "Input(4), CrossEntropyLoss", "Linear(3), Softmax")]
    [InlineData("NG0034", "Input(4), BinaryCrossEntropyWithLogitsLoss", "Linear(3), Sigmoid")]
    [InlineData("NG0080", "Input(4), MseLoss", "Linear(1), Softmax")]
    [InlineData("NG0081", "Input(4), MseLoss", "Linear(3), BatchNorm")]
    [InlineData("NG0083", "TokenInput(9, 6, Padding = 0), MseLoss", "Embedding(3), MeanOver(Axis.Length)")]
    [InlineData("NG0084", "Input(4), CrossEntropyLoss", "Linear(10), Tanh")]
    [InlineData("NG0085", "Input(4), MseLoss", "Dropout(0.5f), BatchNorm, Linear(1)")]
    [InlineData("NG0086", "Input(4), MseLoss", "Linear(1), Dropout(0.5f)")]
    [InlineData("NG0087", "Input(4), MseLoss", "Linear(4), Sigmoid, Repeat(4)")]
    [InlineData("NG0088", "Input(4), MseLoss", "Linear(4, Initializer = Initializer.LeCunNormal), Relu, Repeat(7)")]
    [InlineData("NG0089", "Input(4), MseLoss", "Linear(4), Relu, Relu")]
    public void A_warning_can_be_suppressed(string id, string network, string operations)
    {
        string stage = $"[{operations}] public partial Layer Head {{ get; }}";
        string Class(string members) => $"using NetGen;\n[Network, {network}]\npartial class Net\n{{\n{members}\n}}";

        GeneratorRun reported = Harness.Run(Class(stage));
        GeneratorRun pragma = Harness.Run(Class($"#pragma warning disable {id}\n{stage}\n#pragma warning restore {id}"));
        GeneratorRun attribute = Harness.Run(Class(
            $"[System.Diagnostics.CodeAnalysis.SuppressMessage(\"NetGen\", \"{id}\")]\n{stage}"));

        Assert.Equal([id], reported.Ids);
        Assert.NotEmpty(reported.Files);
        Assert.Empty(pragma.Diagnostics);
        Assert.Equal(reported.Files, pragma.Files);
        Assert.Empty(attribute.Diagnostics);
        Assert.Equal(reported.Files, attribute.Files);
    }

    /// <summary>The source without marks.</summary>
    private static string Plain(string marked) => string.Concat(marked.Where(static c => !Marks.Contains(c, StringComparison.Ordinal)));

    /// <summary>What stands between two marks, and where in the plain source: "17: Linear(0)".</summary>
    private static string Marked(string marked, char first, char last)
    {
        int start = marked.IndexOf(first, StringComparison.Ordinal) + 1, end = marked.IndexOf(last, StringComparison.Ordinal);
        return $"{Plain(marked[..start]).Length}: {Plain(marked[start..end])}";
    }

    private static string Underlined(string source, Location location) =>
        $"{location.SourceSpan.Start}: {source.Substring(location.SourceSpan.Start, location.SourceSpan.Length)}";
}
