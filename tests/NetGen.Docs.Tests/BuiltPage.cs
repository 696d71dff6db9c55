extern alias generator;

using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using generator::NetGen.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Docs.Tests;

/// <summary>
/// The examples of a page as one project of a user, with implicit usings, that uses NetGen and the packages whose namespaces the page
/// names. What declares types is a file of it, what is statements a method of its class Examples, whose other part is in Pages/.
/// </summary>
internal sealed class BuiltPage
{
    private static readonly string[] s_implicit =
    [
        "using System;", "using System.Collections.Generic;", "using System.IO;", "using System.Linq;", "using System.Threading;",
        "using System.Threading.Tasks;", "using NetGen;",
    ];

    private static readonly Dictionary<string, Lazy<BuiltPage>> s_built =
        DocPage.Compiled.ToDictionary(page => page.Path, page => new Lazy<BuiltPage>(() => new BuiltPage(page)));

    private static readonly Dictionary<string, MetadataReference> s_platform =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).DistinctBy(Path.GetFileName)
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => (MetadataReference)MetadataReference.CreateFromFile(path));

    /// <summary>What is public without a comment, and names that nothing reads: as examples have them.</summary>
    private static readonly string[] s_allowed = ["CS1591", "CS0219", "CS8321", "CS0169", "CS0414", "CS0649"];

    private BuiltPage(DocPage page)
    {
        DocExample[] compiled = [.. page.Examples.Where(example => example.IsCompiled)];
        IEnumerable<string> methods = compiled.Where(example => !example.IsDeclaration).Select(example => example.Method);
        (Compilation project, ImmutableArray<Diagnostic> diagnostics) = Build(
            compiled.Append(page.Given),
            [
                page.Given.Numbered, .. DocPage.Shared,
                .. compiled.Where(example => example.IsDeclaration).Select(example => example.Numbered),
                $"public sealed partial class Examples\n{{\n{string.Concat(methods)}}}\n",
            ]);
        Assert.Empty(diagnostics);
        Generated =
        [
            .. project.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
                .Select(tree => Trimmed(tree.ToString())),
        ];

        using MemoryStream image = new();
        EmitResult emitted = project.Emit(image);
        Assert.Empty(emitted.Diagnostics
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !s_allowed.Contains(diagnostic.Id))
            .Take(10));
        Assembly = Assembly.Load(image.ToArray());
    }

    public Assembly Assembly { get; }

    /// <summary>What the build wrote, file by file, without indentation.</summary>
    public IReadOnlyList<string> Generated { get; }

    public static BuiltPage Of(string page) => s_built[page].Value;

    /// <summary>Lines without indentation and trailing blanks.</summary>
    public static string Trimmed(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()));

    /// <summary>What the build says of a project with one example.</summary>
    public static IEnumerable<Diagnostic> DiagnosticsOf(DocExample example) => Build([example], [example.Numbered]).Diagnostics;

    private static (Compilation Project, ImmutableArray<Diagnostic> Diagnostics) Build(IEnumerable<DocExample> examples, string[] files)
    {
        string[] uses = [.. s_implicit.Concat(examples.SelectMany(example => example.Uses)).Distinct()];
        CSharpParseOptions parsing = new(LanguageVersion.Latest, DocumentationMode.Diagnose);
        CSharpCompilation project = CSharpCompilation.Create(
            "Project",
            files.Prepend(string.Concat(uses.Select(use => $"global {use}\n")))
                .Select((text, i) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), parsing, $"File{i}.cs")),
            References(uses),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver
            .Create([new NetworkGenerator().AsSourceGenerator(), new BlockGenerator().AsSourceGenerator()], null, parsing, new EmitPasses())
            .RunGeneratorsAndUpdateCompilation(project, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        return (output, [.. diagnostics.Where(diagnostic => !diagnostic.IsSuppressed)]);
    }

    /// <summary>All that lies beside the tests, but of NetGen's packages those alone that are used.</summary>
    private static IEnumerable<MetadataReference> References(string[] uses) => s_platform
        .Where(assembly => !assembly.Key.StartsWith("NetGen.", StringComparison.Ordinal) || uses.Contains($"using {assembly.Key};"))
        .Select(assembly => assembly.Value);

    /// <summary>NetGenEmit=passes.</summary>
    private sealed class EmitPasses : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Options : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value)
            {
                value = "passes";
                return key == "build_property.NetGenEmit";
            }
        }
    }
}
