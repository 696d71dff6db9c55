using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generators.Emit;
using NetGen.Generators.Frontend;
using NetGen.Generators.Model;

namespace NetGen.Generators;

/// <summary>Completes the classes that derive from BlockAttribute, so that their stages may be partial properties as a network's are.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class BlockGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<BlockSurface> blocks = context.SyntaxProvider
            .CreateSyntaxProvider(IsCandidate, static (node, _) => BlockSurface.Read(node))
            .Where(static block => block is not null)
            .Select(static (block, _) => block!)
            .WithTrackingName(nameof(BlockSurface));

        // Together, for file names know no upper and lower case.
        context.RegisterSourceOutput(blocks.Collect(), static (output, all) =>
        {
            foreach (IGrouping<string, BlockSurface> alike in all.GroupBy(block => block.TypeName, StringComparer.OrdinalIgnoreCase))
            {
                int number = 0;
                foreach (BlockSurface block in alike.OrderBy(block => block.TypeName, StringComparer.Ordinal))
                {
                    string apart = number++ == 0 ? "" : $"{number}.";
                    output.AddSource($"{apart}{block.TypeName}.Block.g.cs", SourceText.From(BlockEmitter.Emit(block), Encoding.UTF8));
                }
            }
        });
    }

    private static bool IsCandidate(SyntaxNode node, CancellationToken cancellationToken) =>
        node is ClassDeclarationSyntax { BaseList: not null } type && type.Modifiers.Any(SyntaxKind.PartialKeyword);
}
