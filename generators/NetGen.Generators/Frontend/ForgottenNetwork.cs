using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;

namespace NetGen.Generators.Frontend;

/// <summary>
/// Finds classes with stages that are neither networks nor blocks: someone forgot to say so, and the C# compiler cannot know.
/// </summary>
internal static class ForgottenNetwork
{
    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellationToken) =>
        node is TypeDeclarationSyntax type && type.Members.Any(static member =>
            member is PropertyDeclarationSyntax { AttributeLists.Count: > 0 } property
                && property.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>The class's metadata name and name; null for what is not forgotten, and for a further part of it.</summary>
    public static (string TypeName, string Name)? Find(GeneratorSyntaxContext context, CancellationToken cancellationToken) =>
        context.SemanticModel.GetDeclaredSymbol((TypeDeclarationSyntax)context.Node, cancellationToken) is { Name.Length: > 0 } type
        && !type.DerivesFrom(BlockParser.BlockAttribute)
        && !type.GetAttributes().Any(static a => a.Is<NetworkAttribute>())
        && type.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(IsStage) is { } stage
        && stage.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken).Parent == context.Node)
            ? (NetworkParser.MetadataName(type), type.Name)
            : null;

    private static bool IsStage(IPropertySymbol property) =>
        StageParser.CanBeCompleted(property) && property.GetAttributes().Any(static a => a.DerivesFrom<StageAttribute>());
}
