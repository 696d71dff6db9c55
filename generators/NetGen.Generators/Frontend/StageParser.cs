using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Model;

namespace NetGen.Generators.Frontend;

/// <summary>Reads a network's or block's stages: its partial properties of type Layer, in the order written.</summary>
internal static class StageParser
{
    /// <summary>Reads the stages of <paramref name="type"/>.</summary>
    /// <param name="type">The network or block.</param>
    /// <param name="attributes">Reads their attributes.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <param name="taken">Whether no stage may have a name.</param>
    /// <param name="block">The block's metadata name; null for a network.</param>
    public static EquatableArray<StageModel> Parse(
        INamedTypeSymbol type, AttributeReader attributes, List<DiagnosticInfo> diagnostics, Func<string, bool> taken, string? block = null)
    {
        var stages = new List<StageModel>();
        var files = new HashSet<SyntaxTree>();
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            EquatableArray<AttributeModel> operations = attributes.Read(
                property, property.Name, static a => a.DerivesFrom<OperationAttribute>());
            EquatableArray<AttributeModel> modifiers = attributes.Read(
                property, property.Name, static a => a.DerivesFrom<ModifierAttribute>());

            // A property without them that is no partial Layer is the user's own affair.
            if (operations.Count + modifiers.Count == 0 && !(IsLayer(property) && property.IsPartialDefinition))
            {
                continue;
            }

            // Two of a name, or none while it is being typed: the C# compiler says so.
            if (property.Type.TypeKind == TypeKind.Error || property.Name.Length == 0 || stages.Any(stage => stage.Name == property.Name))
            {
                attributes.HasErrors = true;
                continue;
            }

            var site = new Site(property.Name, -1, block);
            if (Fault(property, block is not null) is { } fault)
            {
                diagnostics.Add(DiagnosticInfo.Create("NG0006", site, property.Name, fault));
            }
            else if (taken(property.Name))
            {
                diagnostics.Add(DiagnosticInfo.Create("NG0008", site, property.Name, block is null ? "network" : "block"));
            }
            else
            {
                files.UnionWith(property.DeclaringSyntaxReferences.Select(static reference => reference.SyntaxTree));
            }

            if (CanBeCompleted(property) || property.DeclaringSyntaxReferences.IsEmpty)
            {
                stages.Add(new StageModel(
                    property.Name, Keywords(property), operations, modifiers, StageDocumentation.Read(property)));
            }
        }

        // The order of files is the build system's: it must not decide how the stages are chained.
        if (files.Count > 1)
        {
            diagnostics.Add(DiagnosticInfo.Create(
                "NG0002", new Site(null, -1, block), type.Name,
                "has stages in several files, which leaves their order open; declare them in one"));
        }

        return stages.ToEquatableArray();
    }

    /// <summary>Whether generated code can write the other half of the property, be it a stage of the right form or not.</summary>
    public static bool CanBeCompleted(IPropertySymbol property) =>
        IsLayer(property) && property.Name.Length > 0 && property is
        {
            IsPartialDefinition: true,
            PartialImplementationPart: null,
            IsAbstract: false,
            IsRequired: false,
            IsIndexer: false,
            RefKind: RefKind.None,
            GetMethod: not null,
            SetMethod: null,
            NullableAnnotation: not NullableAnnotation.Annotated,
            ExplicitInterfaceImplementations.IsEmpty: true,
        };

    /// <summary>The modifiers as declared, which the other half of a partial property must repeat: "public new partial".</summary>
    public static string Keywords(IPropertySymbol property)
    {
        IEnumerable<string> declared = property.DeclaringSyntaxReferences
            .Select(static reference => reference.GetSyntax())
            .OfType<PropertyDeclarationSyntax>()
            .Take(1)
            .SelectMany(static declaration => declaration.Modifiers)
            .Where(static modifier => !modifier.IsKind(SyntaxKind.PartialKeyword))
            .Select(static modifier => modifier.Text)
            .Distinct();
        return string.Join(" ", declared.Append("partial"));
    }

    /// <summary>
    /// How the property differs from <c>partial Layer Name { get; }</c>, whose accessibility is free; null where it does not.
    /// </summary>
    private static string? Fault(IPropertySymbol property, bool isOfBlock) => property switch
    {
        { IsIndexer: true } => "is an indexer",
        _ when !IsLayer(property) => $"is of type {property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}",

        // Of a block in a referenced assembly only the finished property is left.
        { DeclaringSyntaxReferences.IsEmpty: true } when isOfBlock => null,
        { NullableAnnotation: NullableAnnotation.Annotated } => "may be null",
        { IsStatic: true } => "is static",
        { IsAbstract: true } => "is abstract",
        { IsVirtual: true } => "is virtual, but what overrides it could not change the network",
        { IsRequired: true } => "is required",
        { RefKind: not RefKind.None } => "returns a reference",
        { ExplicitInterfaceImplementations.IsEmpty: false } => "implements an interface explicitly",
        { SetMethod: not null } => "has a setter",
        { GetMethod: null } => "has no getter",
        { IsPartialDefinition: false } => "is not partial",
        { PartialImplementationPart: not null } => "has a body of yours",
        _ => null,
    };

    private static bool IsLayer(IPropertySymbol property) => property.Type.ToDisplayString(NullableFlowState.None) == "NetGen.Layer";
}
