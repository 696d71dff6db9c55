using System.Text;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Microsoft.CodeAnalysis;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Emit;
using NetGen.Generators.Frontend;
using NetGen.Generators.Model;

namespace NetGen.Generators;

/// <summary>
/// Completes the classes that derive from BlockAttribute, so that their stages may be partial properties as a network's are.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class BlockGenerator : IIncrementalGenerator
{
    private readonly Func<GeneratorSyntaxContext, BlockSurface?> _read;

    /// <summary>The generator as the C# compiler creates it.</summary>
    public BlockGenerator()
        : this(BlockSurface.Read)
    {
    }

    /// <summary>With another front end: for tests of what happens when it fails.</summary>
    internal BlockGenerator(Func<GeneratorSyntaxContext, BlockSurface?> read) => _read = read;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<BlockSurface> blocks = context.SyntaxProvider
            .CreateSyntaxProvider(IsCandidate, Read)
            .Where(static block => block is not null)
            .Select(static (block, _) => block!)
            .WithTrackingName(nameof(BlockSurface));

        IncrementalValueProvider<bool> isOld = context.CompilationProvider
            .Select(static (compilation, _) => ProjectTraits.IsTooOld(compilation));
        IncrementalValueProvider<FileNames> names = blocks
            .Select(static (block, _) => block.TypeName)
            .Collect()
            .Select(static (all, _) => FileNames.Among(all));
        IncrementalValuesProvider<GeneratedFile> files = blocks
            .Where(static block => block.Defect is null)
            .Select(static (block, _) => (block.TypeName, File: BlockEmitter.Emit(block)))
            .Combine(names.Combine(isOld))
            .SelectMany(static (pair, _) => pair.Right.Right ? [] : pair.Right.Left.Apart(pair.Left.TypeName, [pair.Left.File]));

        context.RegisterSourceOutput(files, static (output, file) =>
            output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));

        IncrementalValuesProvider<BlockSurface> defects = blocks.Where(static block => block.Defect is not null);
        context.RegisterSourceOutput(defects.Combine(context.CompilationProvider), static (output, pair) =>
            output.ReportDiagnostic(Locator.Locate(pair.Left.TypeName, [pair.Left.Defect!], pair.Right).Single()));
    }

    /// <summary>Reads one block; a defect of the compiler becomes a diagnostic on it and leaves the other blocks alone.</summary>
    private BlockSurface? Read(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        try
        {
            return _read(context);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return context.SemanticModel.GetDeclaredSymbol((ClassDeclarationSyntax)context.Node, cancellationToken) is { } type
                ? BlockSurface.Failed(NetworkParser.MetadataName(type), DiagnosticInfo.OfDefect(type.Name, exception))
                : null;
        }
    }

    private static bool IsCandidate(SyntaxNode node, CancellationToken cancellationToken) =>
        node is ClassDeclarationSyntax { BaseList: not null } type && type.Modifiers.Any(SyntaxKind.PartialKeyword);
}
