using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Model;

namespace NetGen.Generators.Frontend;

/// <summary>What must be added to a block's class. Value-equal.</summary>
/// <param name="TypeName">The class's metadata name.</param>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="ContainingTypes">Declarations of the types around it, outermost first.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Declared">The same as it is declared, with type parameters.</param>
/// <param name="Parameters">Parameters of its primary constructor that its code can read.</param>
/// <param name="Stages">Its partial properties of type Layer: modifiers, type and name.</param>
/// <param name="HasText">Whether the class has a ToString of its own.</param>
internal sealed record BlockSurface(
    string TypeName, string Namespace, EquatableArray<string> ContainingTypes, string Name, string Declared,
    EquatableArray<string> Parameters, EquatableArray<string> Stages, bool HasText)
{
    /// <summary>What went wrong in the compiler while it was read; null where nothing did.</summary>
    public DiagnosticInfo? Defect { get; private init; }

    public static BlockSurface Failed(string typeName, DiagnosticInfo defect) =>
        new(typeName, "", EquatableArray<string>.Empty, "", "", EquatableArray<string>.Empty, EquatableArray<string>.Empty, false)
            { Defect = defect };

    /// <summary>Null for a class that is no block or cannot be completed, and for a further part of one.</summary>
    public static BlockSurface? Read(GeneratorSyntaxContext context)
    {
        var declaration = (ClassDeclarationSyntax)context.Node;
        if (context.SemanticModel.GetDeclaredSymbol(declaration) is not { } type
            || !type.DerivesFrom(BlockParser.BlockAttribute)
            || type.Name.Length == 0
            || NetworkParser.ContainingTypes(type).Append(type).Any(static t => t.IsFileLocal)
            || Declarations(type).First(static d => d.BaseList is not null) != declaration)
        {
            return null;
        }

        ParameterListSyntax? parameters = Declarations(type).FirstOrDefault(static d => d.ParameterList is not null)?.ParameterList;
        return new BlockSurface(
            NetworkParser.MetadataName(type), NetworkParser.Namespace(type),
            NetworkParser.ContainingTypes(type).Select(NetworkParser.Declaration).ToEquatableArray(),
            type.Name, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            (parameters?.Parameters.Select(static p => p.Identifier.ValueText) ?? [])
                .Where(name => name.Length > 0 && !HasMember(type, name))
                .ToEquatableArray(),
            type.GetMembers().OfType<IPropertySymbol>().Where(StageParser.CanBeCompleted)
                .Select(static p => $"{StageParser.Keywords(p)} global::NetGen.Layer {Emit.Names.Escaped(p.Name)}").ToEquatableArray(),
            HasTextOfItsOwn(type));
    }

    private static IEnumerable<ClassDeclarationSyntax> Declarations(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax()).OfType<ClassDeclarationSyntax>();

    /// <summary>Whether code of the class that says this name means a member, its own or an inherited one.</summary>
    private static bool HasMember(INamedTypeSymbol type, string name) =>
        type.Bases().Prepend(type).Any(t => !t.GetMembers(name).IsEmpty);

    /// <summary>Whether a generated ToString would meet the user's own, or one that cannot be overridden.</summary>
    private static bool HasTextOfItsOwn(INamedTypeSymbol type) =>
        type.GetMembers("ToString").Any(static m => m is not IMethodSymbol method || method is { Parameters.IsEmpty: true, Arity: 0 })
        || type.Bases().Any(static t => t.GetMembers("ToString").Any(static m => m.IsSealed));
}
