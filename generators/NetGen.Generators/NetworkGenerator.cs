using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Emit.Ilgpu;
using NetGen.Generators.Frontend;
using NetGen.Generators.Model;

namespace NetGen.Generators;

/// <summary>
/// The pipeline: symbols → model → compiled network → files and diagnostics.
/// Each arrow is a step of the incremental cache; everything behind the first one is a pure function over value-equal records.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <summary>The type by which a project shows that it references NetGen.Ilgpu, and that ILGPU is there.</summary>
    private const string IlgpuDevice = "NetGen.IlgpuDevice";

    private readonly Func<NetworkModel, CompiledNetwork> _compile;

    /// <summary>The generator as the C# compiler creates it.</summary>
    public NetworkGenerator()
        : this(Compiler.Compile)
    {
    }

    /// <summary>With another compiler behind the front end: for tests of what happens when it fails.</summary>
    internal NetworkGenerator(Func<NetworkModel, CompiledNetwork> compile) => _compile = compile;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // 1. Front end: each class with [Network] becomes a model, or diagnostics. No symbol gets further than here.
        IncrementalValuesProvider<ParsedNetwork> parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(NetworkParser.NetworkAttribute, NetworkParser.IsCandidate, NetworkParser.Parse)
            .WithTrackingName(Steps.Parsed);

        // 2. Compiler: graph, shapes, gradients, fusion, memory plan, kernels, text; for GPUs as well where the project can run them.
        IncrementalValueProvider<bool> hasIlgpu = context.CompilationProvider
            .Select(static (compilation, _) => compilation.GetTypeByMetadataName(IlgpuDevice) is not null);

        IncrementalValuesProvider<NetworkOutcome> compiled = parsed
            .Combine(hasIlgpu)
            .Select((pair, _) => Compile(pair.Left, pair.Right))
            .WithTrackingName(Steps.Compiled);

        // 3. Files: each by itself, so that only those whose text changed are added anew. File names know no upper and lower case.
        IncrementalValueProvider<EquatableArray<string>> clashes = parsed
            .Select(static (network, _) => network.TypeName)
            .Collect()
            .Select(static (names, _) => Clashes(names));

        IncrementalValuesProvider<GeneratedFile> files = compiled
            .Combine(clashes)
            .SelectMany(static (pair, _) => pair.Left.FilesBeside(pair.Right))
            .WithTrackingName(Steps.Files);

        context.RegisterSourceOutput(files, static (output, file) =>
            output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));

        IncrementalValueProvider<bool> hasKernels = parsed.Collect().Combine(hasIlgpu).Select(static (pair, _) => pair.Right && pair.Left.Length > 0);
        context.RegisterSourceOutput(hasKernels, static (output, isWanted) =>
        {
            if (isWanted)
            {
                output.AddSource(KernelAccess.HintName, SourceText.From(KernelAccess.Text, Encoding.UTF8));
            }
        });

        // 4. Diagnostics: filtered before they meet the compilation, which changes with every key pressed.
        IncrementalValuesProvider<NetworkOutcome> faulty = compiled
            .Where(static outcome => outcome.Diagnostics.Count > 0)
            .WithTrackingName(Steps.Faulty);

        context.RegisterSourceOutput(faulty.Combine(context.CompilationProvider), static (output, pair) =>
        {
            foreach (Diagnostic diagnostic in Locator.Locate(pair.Left.TypeName, pair.Left.Diagnostics, pair.Right))
            {
                output.ReportDiagnostic(diagnostic);
            }
        });
    }

    /// <summary>Names that differ in upper and lower case only.</summary>
    private static EquatableArray<string> Clashes(IEnumerable<string> names) => names
        .Distinct(StringComparer.Ordinal)
        .GroupBy(static name => name, StringComparer.OrdinalIgnoreCase)
        .Where(static group => group.Count() > 1)
        .SelectMany(static group => group.OrderBy(static name => name, StringComparer.Ordinal).Skip(1))
        .ToEquatableArray();

    /// <summary>Compiles one network; a defect of the compiler becomes a diagnostic on it and leaves the other networks alone.</summary>
    private NetworkOutcome Compile(ParsedNetwork network, bool hasIlgpu)
    {
        if (network.Model is null)
        {
            return new NetworkOutcome(network.TypeName, EquatableArray<GeneratedFile>.Empty, network.Diagnostics);
        }

        try
        {
            CompiledNetwork compiled = _compile(network.Model with { HasIlgpu = hasIlgpu });
            return new NetworkOutcome(network.TypeName, compiled.Files, compiled.Diagnostics);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            DiagnosticInfo defect = DiagnosticInfo.Create(
                Descriptors.InternalError, new Site(null, -1), network.Model.Name, $"{exception.GetType().Name}: {exception.Message}");
            return new NetworkOutcome(
                network.TypeName, EquatableArray<GeneratedFile>.Empty, new[] { defect }.ToEquatableArray());
        }
    }

    /// <summary>Names of the steps, for tests that ask what ran.</summary>
    internal static class Steps
    {
        public const string Parsed = nameof(Parsed);
        public const string Compiled = nameof(Compiled);
        public const string Files = nameof(Files);
        public const string Faulty = nameof(Faulty);
    }

    /// <summary>What became of one class: its files, or what is wrong with it.</summary>
    /// <param name="TypeName">The class's metadata name, by which its diagnostics find their place.</param>
    internal sealed record NetworkOutcome(
        string TypeName, EquatableArray<GeneratedFile> Files, EquatableArray<DiagnosticInfo> Diagnostics)
    {
        /// <summary>The files, named apart where another network has the same name but for upper and lower case.</summary>
        public IEnumerable<GeneratedFile> FilesBeside(EquatableArray<string> clashes)
        {
            int place = clashes.ToList().IndexOf(TypeName);
            return place < 0 ? Files : Files.Select(file => file with { HintName = $"{place + 2}.{file.HintName}" });
        }
    }
}
