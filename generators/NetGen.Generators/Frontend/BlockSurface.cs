using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generators.Model;

namespace NetGen.Generators.Frontend;

/// <summary>What must be added to a block's class. Value-equal.</summary>
/// <param name="TypeName">The class's metadata name.</param>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="ContainingTypes">Declarations of the types around it, outermost first.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Parameters">Parameters of its primary constructor.</param>
/// <param name="Stages">Its partial properties of type Layer: accessibility and name.</param>
internal sealed record BlockSurface(
    string TypeName, string Namespace, EquatableArray<string> ContainingTypes, string Name, EquatableArray<string> Parameters, EquatableArray<string> Stages)
{
    /// <summary>Null for a class that is no block, or for a further part of one.</summary>
    public static BlockSurface? Read(GeneratorSyntaxContext context)
    {
        var declaration = (ClassDeclarationSyntax)context.Node;
        if (context.SemanticModel.GetDeclaredSymbol(declaration) is not { } type || !DerivesFromBlock(type)
            || type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<ClassDeclarationSyntax>().First(d => d.BaseList is not null) != declaration)
        {
            return null;
        }

        IEnumerable<IPropertySymbol> stages = type.GetMembers().OfType<IPropertySymbol>()
            .Where(p => p is { IsPartialDefinition: true, SetMethod: null, IsStatic: false } && p.Type.ToDisplayString(NullableFlowState.None) == "NetGen.Layer");
        ParameterListSyntax? parameters = type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<ClassDeclarationSyntax>().FirstOrDefault(d => d.ParameterList is not null)?.ParameterList;
        return new BlockSurface(
            NetworkParser.MetadataName(type), NetworkParser.Namespace(type), NetworkParser.ContainingTypes(type).Select(NetworkParser.Declaration).ToEquatableArray(), type.Name,
            (parameters?.Parameters.Select(p => p.Identifier.Text) ?? []).ToEquatableArray(),
            stages.Select(p => $"{SyntaxFacts.GetText(p.DeclaredAccessibility)} partial global::NetGen.Layer {Emit.Names.Escaped(p.Name)}").ToEquatableArray());
    }

    private static bool DerivesFromBlock(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.ToDisplayString() == BlockParser.BlockAttribute)
            {
                return true;
            }
        }

        return false;
    }
}
