using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;
using NetGen.Generators.Frontend;
using NetGen.Generators.Frontend.Methods;
using NetGen.Generators.Model;

namespace NetGen.Generators.Diagnostics;

/// <summary>Finds where in the current source a diagnostic belongs, so that nothing in the cache holds a position.</summary>
internal static class Locator
{
    /// <summary>The diagnostics of one network, each at the attribute or identifier its site names.</summary>
    public static IEnumerable<Diagnostic> Locate(
        string typeName, IEnumerable<DiagnosticInfo> diagnostics, Compilation compilation)
    {
        INamedTypeSymbol? type = compilation.Assembly.GetTypeByMetadataName(typeName);
        return diagnostics.Select(info =>
        {
            Location[] uses = info.Use is null || type is null ? [] : [LocationOf(info.Use, type, compilation)];
            Location location = type is null ? Location.None : LocationOf(info.Site, type, compilation);
            return Diagnostic.Create(
                Descriptors.InContext(info.Id, info.Context),
                location.IsInSource || uses.Length == 0 ? location : uses[0],
                uses,
                // What is right in a block for one use of it may be wrong for another.
                info.Use is null ? info.Remedy?.Properties : null,
                Descriptors.Arguments(info));
        });
    }

    private static Location LocationOf(Site site, INamedTypeSymbol network, Compilation compilation)
    {
        INamedTypeSymbol type = site.Block is null ? network : compilation.GetTypeByMetadataName(site.Block) ?? network;
        ISymbol symbol = site.Member is null ? type : type.GetMembers(site.Member).ElementAtOrDefault(site.Overload) ?? type;
        if (site.Node >= 0 && MethodSite.Find(symbol, site.Node) is { } node)
        {
            return node.GetLocation();
        }

        if (site.Attribute >= 0)
        {
            SyntaxNode? attribute = symbol.GetAttributes().ElementAtOrDefault(site.Attribute)?.ApplicationSyntaxReference?.GetSyntax();
            if (attribute is not null)
            {
                return attribute.GetLocation();
            }
        }

        return ReferenceEquals(symbol, type) ? IdentifierOf(type) : symbol.Locations[0];
    }

    /// <summary>The class's name in that of its declarations which has [Network].</summary>
    private static Location IdentifierOf(INamedTypeSymbol type)
    {
        SyntaxNode? network = type.GetAttributes()
            .FirstOrDefault(static a => a.Is<NetworkAttribute>())?.ApplicationSyntaxReference?.GetSyntax();
        return network?.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.GetLocation() ?? type.Locations[0];
    }
}
