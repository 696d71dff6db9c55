extern alias generator;

using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Onnx.Import;
using Xunit;
using BlockGenerator = generator::NetGen.Generators.BlockGenerator;
using NetworkGenerator = generator::NetGen.Generators.NetworkGenerator;

namespace NetGen.Onnx.Tests.Import;

/// <summary>Imported networks, compiled in memory as a user's project would be; equal ones once.</summary>
internal sealed class CompiledNetworks
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Latest);
    private static readonly ImmutableArray<MetadataReference> s_references = References();

    private readonly Dictionary<string, Type> _types = [];
    private readonly Dictionary<string, string> _problems = [];

    /// <summary>Compiles networks, all at once.</summary>
    public CompiledNetworks(params IEnumerable<ImportedNetwork> networks)
    {
        string[] sources = [.. networks.Select(static network => network.Source).Distinct()];
        SyntaxTree[] trees =
            [.. sources.Select((source, i) => CSharpSyntaxTree.ParseText(InNamespace(source, i), s_options, $"Net{i}.cs"))];
        CSharpCompilation project = CSharpCompilation.Create(
            $"Imported{Guid.NewGuid():N}", trees, s_references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));
        using MemoryStream image = new();

        // One network that is wrong leaves the others to be run.
        while (!Emits(project, trees, sources, image))
        {
            project = project.RemoveSyntaxTrees(
                project.SyntaxTrees.Where(tree => _problems.ContainsKey(sources[Array.IndexOf(trees, tree)])));
        }

        Assembly assembly = Assembly.Load(image.ToArray());
        for (int i = 0; i < sources.Length; i++)
        {
            if (!_problems.ContainsKey(sources[i]))
            {
                _types[sources[i]] = assembly.GetTypes().Single(type => type.Namespace == $"Net{i}" && type.IsPublic && !type.IsNested);
            }
        }
    }

    /// <summary>What the build says of a network; null for nothing.</summary>
    public string? ProblemOf(ImportedNetwork network) => _problems.GetValueOrDefault(network.Source);

    /// <summary>A new network with the imported weights.</summary>
    public ImportedRun Create(ImportedNetwork network)
    {
        Assert.Null(ProblemOf(network));
        return new ImportedRun(network, Activator.CreateInstance(_types[network.Source], 1)!);
    }

    /// <summary>Compiles all; else notes what is wrong.</summary>
    private bool Emits(CSharpCompilation project, SyntaxTree[] trees, string[] sources, MemoryStream image)
    {
        CSharpGeneratorDriver.Create(
                [new NetworkGenerator().AsSourceGenerator(), new BlockGenerator().AsSourceGenerator()], parseOptions: s_options)
            .RunGeneratorsAndUpdateCompilation(project, out Compilation compiled, out ImmutableArray<Diagnostic> diagnostics);
        if (Note(diagnostics))
        {
            return false;
        }

        image.SetLength(0);
        return !Note(compiled.Emit(image).Diagnostics);

        bool Note(ImmutableArray<Diagnostic> found)
        {
            Diagnostic[] errors = [.. found.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            foreach (Diagnostic error in errors)
            {
                // "Net12.cs", or a generated file that begins with "Net12.".
                string file = Path.GetFileName(error.Location.GetLineSpan().Path).Split('.')[0];
                int index = int.Parse(file["Net".Length..], System.Globalization.CultureInfo.InvariantCulture);
                _problems.TryAdd(sources[index], error.ToString());
            }

            return errors.Length > 0;
        }
    }

    private static string InNamespace(string source, int i) =>
        source.Replace("using NetGen;\n", $"using NetGen;\n\nnamespace Net{i};\n", StringComparison.Ordinal);

    private static ImmutableArray<MetadataReference> References()
    {
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return
        [
            .. platform.Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == runtime)
                .Select(static path => MetadataReference.CreateFromFile(path)),
            MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
        ];
    }
}
