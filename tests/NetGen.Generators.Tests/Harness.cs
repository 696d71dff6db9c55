using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace NetGen.Generators.Tests;

/// <summary>Runs the generator over source text, as a build of a user's project would.</summary>
internal static class Harness
{
    public static CSharpParseOptions ParseOptions { get; } =
        new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> s_references = FindReferences();

    /// <summary>A compilation of one file per source: File0.cs, File1.cs …</summary>
    public static CSharpCompilation Compilation(params string[] sources) => CSharpCompilation.Create(
        "UserProject",
        sources.Select(static (source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"File{i}.cs")),
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static GeneratorDriver Driver(NetworkGenerator? generator = null, BlockGenerator? blocks = null) => CSharpGeneratorDriver.Create(
        [(generator ?? new NetworkGenerator()).AsSourceGenerator(), (blocks ?? new BlockGenerator()).AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorRun Run(params string[] sources) => Run(new NetworkGenerator(), sources);

    /// <summary>A project with further references.</summary>
    public static GeneratorRun Run(MetadataReference[] references, params string[] sources) =>
        Run(new NetworkGenerator(), Compilation(sources).AddReferences(references));

    public static GeneratorRun Run(NetworkGenerator generator, params string[] sources) => Run(generator, Compilation(sources));

    /// <summary>A project in another version of C#.</summary>
    public static GeneratorRun Run(LanguageVersion version, params string[] sources)
    {
        CSharpParseOptions options = ParseOptions.WithLanguageVersion(version);
        CSharpCompilation compilation = Compilation().AddSyntaxTrees(
            sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, options, $"File{i}.cs")));
        return Run(new NetworkGenerator(), compilation, options);
    }

    private static GeneratorRun Run(NetworkGenerator generator, CSharpCompilation input, CSharpParseOptions? options = null)
    {
        GeneratorDriver driver = Driver(generator)
            .WithUpdatedParseOptions(options ?? ParseOptions)
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Assert.All(driver.GetRunResult().Results, static result => Assert.Null(result.Exception));
        GeneratorRunResult result = NetworkResult(driver);
        return new GeneratorRun(input, output, result, [.. diagnostics.Where(static d => !d.IsSuppressed)]);
    }

    /// <summary>What the generator of networks did, beside that of blocks.</summary>
    public static GeneratorRunResult NetworkResult(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single(static result => result.Generator.GetGeneratorType() == typeof(NetworkGenerator));

    /// <summary>What the front end makes of the last network of the sources.</summary>
    public static ParsedNetwork Parse(params string[] sources)
    {
        GeneratorRun run = Run(sources);
        return (ParsedNetwork)run.Result.TrackedSteps[NetworkGenerator.Steps.Parsed].SelectMany(step => step.Outputs).Last().Value;
    }

    /// <summary>Compiles the user's project with warnings as errors and optimizations, and loads it.</summary>
    /// <param name="run">The project with its generated files.</param>
    /// <param name="name">Of the assembly.</param>
    /// <param name="allowed">Warnings that the project leaves on.</param>
    public static Assembly Load(GeneratorRun run, string name, params string[] allowed)
    {
        CSharpCompilationOptions options = (CSharpCompilationOptions)run.Output.Options;
        using MemoryStream image = new();
        EmitResult emitted = run.Output
            .WithAssemblyName(name)
            .WithOptions(options.WithOptimizationLevel(OptimizationLevel.Release))
            .Emit(image);
        Assert.Empty(emitted.Diagnostics
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !allowed.Contains(diagnostic.Id))
            .Take(10));
        Assert.True(emitted.Success);
        return Assembly.Load(image.ToArray());
    }

    private static ImmutableArray<MetadataReference> FindReferences()
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

/// <summary>One run of the generator.</summary>
/// <param name="Input">The user's project before the run.</param>
/// <param name="Output">The same with the generated files.</param>
/// <param name="Result">Files and steps of the networks.</param>
/// <param name="Diagnostics">What the user sees of the generator's diagnostics: suppressed ones are gone.</param>
internal sealed record GeneratorRun(
    CSharpCompilation Input, Compilation Output, GeneratorRunResult Result, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Text of each file generated for a network, by its name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; } = Result.GeneratedSources
        .ToDictionary(static file => file.HintName, static file => file.SourceText.ToString());

    /// <summary>Errors of the whole project, and warnings in generated code.</summary>
    public IEnumerable<Diagnostic> Problems => Output.GetDiagnostics().Where(d =>
        d.Severity == DiagnosticSeverity.Error
        || (d.Severity == DiagnosticSeverity.Warning && d.Location.SourceTree is { } tree && !Input.ContainsSyntaxTree(tree)));

    public IEnumerable<string> Ids => Diagnostics.Select(static diagnostic => diagnostic.Id);
}
