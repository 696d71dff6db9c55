using System.Text;
using Microsoft.CodeAnalysis.Text;
using Microsoft.CodeAnalysis;
using NetGen.Generators.Backends.Ilgpu;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Emit;
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
    private readonly Func<GeneratorAttributeSyntaxContext, CancellationToken, ParsedNetwork> _parse;
    private readonly Func<NetworkModel, CompiledNetwork> _compile;

    /// <summary>The generator as the C# compiler creates it.</summary>
    public NetworkGenerator()
        : this(Compiler.Compile)
    {
    }

    /// <summary>With another compiler or front end: for tests of what happens when they fail.</summary>
    internal NetworkGenerator(
        Func<NetworkModel, CompiledNetwork> compile, Func<GeneratorAttributeSyntaxContext, CancellationToken, ParsedNetwork>? parse = null)
    {
        _compile = compile;
        _parse = parse ?? NetworkParser.Parse;
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // 1. Front end: each class with [Network] becomes a model, or diagnostics. No symbol gets further than here.
        IncrementalValuesProvider<ParsedNetwork> parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(typeof(NetworkAttribute).FullName, NetworkParser.IsCandidate, Parse)
            .WithTrackingName(Steps.Parsed);

        // 2. Compiler: graph, shapes, gradients, fusion, memory plan, kernels, text; for GPUs as well where the project can run them.
        IncrementalValueProvider<ProjectTraits> project = context.CompilationProvider.Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => ProjectTraits.Of(pair.Left, pair.Right.GlobalOptions));

        IncrementalValuesProvider<NetworkOutcome> compiled = parsed
            .Combine(project)
            .Select((pair, _) => Compile(pair.Left, pair.Right))
            .WithTrackingName(Steps.Compiled);

        // 3. Files: each by itself, so that only those whose text changed are added anew.
        IncrementalValueProvider<FileNames> names = parsed
            .Where(static network => network.Model is not null)
            .Select(static (network, _) => network.TypeName)
            .Collect()
            .Select(static (names, _) => FileNames.Among(names));

        IncrementalValuesProvider<GeneratedFile> files = compiled
            .Combine(names)
            .SelectMany(static (pair, _) => pair.Right.Apart(pair.Left.TypeName, pair.Left.Files))
            .WithTrackingName(Steps.Files);

        context.RegisterSourceOutput(files, static (output, file) =>
            output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));

        IncrementalValueProvider<bool> hasKernels = parsed.Collect().Combine(project)
            .Select(static (pair, _) => pair.Right is { HasIlgpu: true, IsOld: false } && pair.Left.Length > 0);
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

        Report(context, faulty);
        IncrementalValueProvider<bool> asksForCosts = context.CompilationProvider
            .Select(static (compilation, token) => Descriptors.IsAskedFor(Descriptors.StageCosts, compilation, token));
        Report(context, compiled
            .Combine(asksForCosts)
            .Where(static pair => pair.Right && pair.Left.Remarks.Count > 0)
            .Select(static (pair, _) => new NetworkOutcome(
                pair.Left.TypeName, EquatableArray<GeneratedFile>.Empty, pair.Left.Remarks)));
        Report(context, context.SyntaxProvider
            .CreateSyntaxProvider(ForgottenNetwork.IsCandidate, ForgottenNetwork.Find)
            .Where(static found => found is not null)
            .Select(static (found, _) => Reported(
                found!.Value.TypeName, DiagnosticInfo.Create("NG0072", new Site(null, -1), found.Value.Name)))
            .WithTrackingName(Steps.Forgotten));
        Report(context, parsed.Collect().Combine(project).SelectMany(static (pair, _) => TooOld(pair.Left, pair.Right)));
    }

    private static void Report(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<NetworkOutcome> outcomes)
    {
        IncrementalValueProvider<string?> docs = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => HelpLinks.FolderOf(options.GlobalOptions));
        context.RegisterSourceOutput(outcomes.Combine(context.CompilationProvider).Combine(docs), static (output, found) =>
        {
            ((NetworkOutcome outcome, Compilation compilation), string? docs) = found;
            foreach (Diagnostic diagnostic in Locator.Locate(outcome.TypeName, outcome.Diagnostics, compilation))
            {
                output.ReportDiagnostic(diagnostic.Under(docs));
            }
        });
    }

    /// <summary>Reads one network; a defect of the front end becomes a diagnostic on it and leaves the other networks alone.</summary>
    private ParsedNetwork Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        try
        {
            return _parse(context, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var type = (INamedTypeSymbol)context.TargetSymbol;
            return NetworkParser.Rejected(NetworkParser.MetadataName(type), DiagnosticInfo.OfDefect(type.Name, exception));
        }
    }

    /// <summary>Compiles one network; a defect of the compiler becomes a diagnostic on it and leaves the other networks alone.</summary>
    private NetworkOutcome Compile(ParsedNetwork network, ProjectTraits project)
    {
        if (project.IsOld)
        {
            return Outcome();
        }

        if (network.Model is not { } model)
        {
            return Outcome(network.Diagnostics);
        }

        try
        {
            CompiledNetwork compiled = network.IsRejected
                ? new(SkeletonEmitter.Emit(model), network.Diagnostics)
                : _compile(model with { HasIlgpu = project.HasIlgpu, HasOnnx = project.HasOnnx, ShowsPasses = project.ShowsPasses });
            EquatableArray<DiagnosticInfo> diagnostics = network.IsRejected
                ? compiled.Diagnostics
                : network.Diagnostics.Concat(compiled.Diagnostics).ToEquatableArray();
            return new NetworkOutcome(network.TypeName, compiled.Files, diagnostics) { Remarks = compiled.Remarks };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Reported(network.TypeName, DiagnosticInfo.OfDefect(model.Name, exception));
        }

        NetworkOutcome Outcome(EquatableArray<DiagnosticInfo> diagnostics = default) =>
            new(network.TypeName, EquatableArray<GeneratedFile>.Empty, diagnostics);
    }

    /// <summary>One diagnostic, on the first network, for a project whose C# cannot have networks.</summary>
    private static IEnumerable<NetworkOutcome> TooOld(IReadOnlyList<ParsedNetwork> networks, ProjectTraits project) =>
        !project.IsOld || networks.Count == 0 ? [] :
        [
            Reported(networks[0].TypeName, DiagnosticInfo.Create("NG0071", new Site(null, -1), project.Language)),
        ];

    private static NetworkOutcome Reported(string typeName, DiagnosticInfo diagnostic) =>
        new(typeName, EquatableArray<GeneratedFile>.Empty, new[] { diagnostic }.ToEquatableArray());

    /// <summary>Names of the steps, for tests that ask what ran.</summary>
    internal static class Steps
    {
        public const string Parsed = nameof(Parsed);
        public const string Compiled = nameof(Compiled);
        public const string Files = nameof(Files);
        public const string Faulty = nameof(Faulty);
        public const string Forgotten = nameof(Forgotten);
    }

    /// <summary>What became of one class: its files, or what is wrong with it.</summary>
    /// <param name="TypeName">The class's metadata name, by which its diagnostics find their place.</param>
    internal sealed record NetworkOutcome(
        string TypeName, EquatableArray<GeneratedFile> Files, EquatableArray<DiagnosticInfo> Diagnostics)
    {
        /// <summary>What is told only where it is asked for.</summary>
        public EquatableArray<DiagnosticInfo> Remarks { get; init; }
    }
}
