extern alias generator;

using System.Collections.Immutable;
using generator::NetGen.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Fuzz;

/// <summary>Source run through the generators and the C# compiler, in memory.</summary>
internal sealed class Project
{
    /// <summary>Reported where the generator itself fails.</summary>
    private static readonly string[] s_defects = ["NG0099", "CS8785", "CS8784"];

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    // Every project is made of this one, so that references are read once.
    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create(
        "Fuzzed", [], References(),
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));

    private readonly Compilation _output;
    private readonly HashSet<SyntaxTree> _own;
    private readonly Lazy<Diagnostic[]> _problems;

    private Project(Compilation output, HashSet<SyntaxTree> own, ImmutableArray<Diagnostic> diagnostics, TimeSpan time)
    {
        _output = output;
        _own = own;
        _problems = new(() => [.. output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)]);
        Diagnostics = diagnostics;
        Time = time;
    }

    /// <summary>What the generators say.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>What the generators took of a processor.</summary>
    public TimeSpan Time { get; }

    /// <summary>A defect of the generator itself; null for none.</summary>
    public Diagnostic? Defect => Diagnostics.FirstOrDefault(diagnostic => s_defects.Contains(diagnostic.Id));

    /// <summary>Errors of the generators.</summary>
    public IEnumerable<Diagnostic> Errors => Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>Runs the generators.</summary>
    public static Project Of(params string[] sources) => Of(null, sources);

    /// <summary>Runs the generators with what is said to them.</summary>
    public static Project Of(BuildProperties? properties, params string[] sources)
    {
        SyntaxTree[] trees = [.. sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, s_options, $"File{i}.cs"))];
        CSharpCompilation input = s_empty.AddSyntaxTrees(trees);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator(), new BlockGenerator().AsSourceGenerator()], parseOptions: s_options,
            optionsProvider: properties);
        TimeSpan start = ThreadClock.Now;
        driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        return new Project(output, [.. trees], diagnostics, ThreadClock.Now - start);
    }

    /// <summary>
    /// Errors and warnings in generated code; none where what the user wrote has errors of its own, which may well have consequences.
    /// </summary>
    public IReadOnlyList<Diagnostic> Miscompiled() =>
        OwnErrors().Any() ? [] : [.. _problems.Value.Where(diagnostic => !IsOwn(diagnostic))];

    /// <summary>Errors of the C# compiler in what the user wrote.</summary>
    public IEnumerable<Diagnostic> OwnErrors() =>
        _problems.Value.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && IsOwn(diagnostic));

    /// <summary>The project's assembly; null after errors.</summary>
    public byte[]? Image()
    {
        using MemoryStream image = new();
        return _output.Emit(image).Success ? image.ToArray() : null;
    }

    private bool IsOwn(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree && _own.Contains(tree);

    private static IEnumerable<MetadataReference> References()
    {
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return platform.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == runtime)
            .Append(typeof(NetworkAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
    }
}
