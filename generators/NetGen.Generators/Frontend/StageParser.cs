using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Model;

namespace NetGen.Generators.Frontend;

/// <summary>Reads a network's or block's stages: its partial properties of type Layer, in the order written.</summary>
internal static class StageParser
{
    public static EquatableArray<StageModel> Parse(
        INamedTypeSymbol type, AttributeReader attributes, List<DiagnosticInfo> diagnostics, string? block = null)
    {
        var stages = new List<StageModel>();
        var files = new HashSet<SyntaxTree>();
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            EquatableArray<AttributeModel> operations =
                attributes.Read(property, property.Name, static a => a.DerivesFrom("NetGen.OperationAttribute"));
            bool isLayer = property.Type.ToDisplayString(NullableFlowState.None) == "NetGen.Layer";

            // A property without operations that is no partial Layer is the user's own affair.
            if (operations.Count == 0 && !(isLayer && property.IsPartialDefinition))
            {
                continue;
            }

            if (property.Type.TypeKind == TypeKind.Error)
            {
                attributes.HasErrors = true;
                continue;
            }

            // Of a block in a referenced assembly only the finished property is left.
            if (!(isLayer && (IsStage(property) || (block is not null && property.DeclaringSyntaxReferences.IsEmpty))))
            {
                diagnostics.Add(DiagnosticInfo.Create("NG0006", new Site(property.Name, -1, block), property.Name));
                continue;
            }

            files.UnionWith(property.DeclaringSyntaxReferences.Select(static reference => reference.SyntaxTree));
            stages.Add(new StageModel(property.Name, SyntaxFacts.GetText(property.DeclaredAccessibility), operations, property.GetDocumentationCommentXml()?.Length > 0));
        }

        // The order of files is the build system's: it must not decide how the stages are chained.
        if (files.Count > 1)
        {
            diagnostics.Add(DiagnosticInfo.Create(
                "NG0002", new Site(null, -1, block), type.Name, "has stages in several files, which leaves their order open; declare them in one"));
        }

        return stages.ToEquatableArray();
    }

    /// <summary>Whether the property has the form <c>public partial Layer Name { get; }</c>, with any accessibility.</summary>
    private static bool IsStage(IPropertySymbol property) => property is
    {
        IsPartialDefinition: true,
        PartialImplementationPart: null,
        IsStatic: false,
        IsVirtual: false,
        IsOverride: false,
        IsAbstract: false,
        IsRequired: false,
        IsIndexer: false,
        RefKind: RefKind.None,
        GetMethod: not null,
        SetMethod: null,
        NullableAnnotation: not NullableAnnotation.Annotated,
    };
}
