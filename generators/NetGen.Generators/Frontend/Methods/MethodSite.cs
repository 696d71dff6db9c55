using Microsoft.CodeAnalysis;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Model;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>Where in a method something stands, free of positions: a node by its place among all those of the method.</summary>
internal static class MethodSite
{
    /// <summary>The site of a node; null where it is in no source.</summary>
    public static Site Of(SyntaxNode node, IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        SyntaxNode? declaration = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        int place = declaration is null ? -1 : declaration.DescendantNodesAndSelf().ToList().IndexOf(node);
        return new Site(method.Name, -1, NetworkParser.MetadataName(type), type.GetMembers(method.Name).IndexOf(method)) { Node = place };
    }

    /// <summary>The node of a site; null where the method has changed.</summary>
    public static SyntaxNode? Find(ISymbol method, int place) =>
        method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().DescendantNodesAndSelf().ElementAtOrDefault(place);
}
