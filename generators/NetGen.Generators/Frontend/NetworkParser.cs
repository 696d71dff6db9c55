using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Model;

namespace NetGen.Generators.Frontend;

/// <summary>Reads a class with [Network] into a <see cref="NetworkModel"/>. Knows the attributes' base classes, but no single operation.</summary>
internal static class NetworkParser
{
    public const string NetworkAttribute = "NetGen.NetworkAttribute";

    /// <summary>The site of a diagnostic on the class's identifier.</summary>
    private static readonly Site s_class = new(null, -1);

    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellationToken) =>
        node is ClassDeclarationSyntax or RecordDeclarationSyntax;

    public static ParsedNetwork Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        string typeName = MetadataName(type);
        if (!IsFirst(type, context))
        {
            return Rejected(typeName); // The C# compiler reports the second [Network] on one class.
        }

        DiagnosticInfo? unsuitable = ClassRules.Check(type, (TypeDeclarationSyntax)context.TargetNode);
        if (unsuitable is not null)
        {
            return Rejected(typeName, unsuitable);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var diagnostics = new List<DiagnosticInfo>();
        var attributes = new AttributeReader(diagnostics);
        AttributeModel network = attributes.Read(type, null, static a => a.Is(NetworkAttribute))[0];
        EquatableArray<AttributeModel> inputs = attributes.Read(type, null, static a => a.Is("NetGen.InputAttribute") || a.Is("NetGen.TokenInputAttribute"));
        EquatableArray<AttributeModel> losses = attributes.Read(type, null, static a => a.DerivesFrom("NetGen.LossAttribute"));
        EquatableArray<StageModel> stages = StageParser.Parse(type, attributes, diagnostics);
        BlockParser blocks = new(diagnostics);
        blocks.ReadUsed(type);
        attributes.HasErrors |= blocks.HasErrors;

        if (diagnostics.Count == 0 && stages.Count == 0 && !attributes.HasErrors)
        {
            diagnostics.Add(DiagnosticInfo.Create("NG0005", s_class, type.Name));
        }

        // What the C# compiler rejects (a misspelt attribute, an argument of another type), it explains best by itself.
        if (diagnostics.Count > 0 || attributes.HasErrors)
        {
            return Rejected(typeName, [.. diagnostics]);
        }

        var model = new NetworkModel(
            Namespace(type),
            ContainingTypes(type).Select(Declaration).ToEquatableArray(),
            type.Name,
            SyntaxFacts.GetText(type.DeclaredAccessibility),
            PrecisionOf(network),
            inputs,
            losses,
            stages,
            blocks.Blocks.ToEquatableArray())
        {
            FullName = typeName,
        };
        return new ParsedNetwork(typeName, model, EquatableArray<DiagnosticInfo>.Empty);
    }

    /// <summary>Whether this part of the class carries the first of its [Network] attributes.</summary>
    private static bool IsFirst(INamedTypeSymbol type, GeneratorAttributeSyntaxContext context)
    {
        SyntaxReference? first = type.GetAttributes().First(static a => a.Is(NetworkAttribute)).ApplicationSyntaxReference;
        return first is null || (first.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.Span.Contains(first.Span));
    }

    private static ParsedNetwork Rejected(string typeName, params DiagnosticInfo[] diagnostics) =>
        new(typeName, null, diagnostics.ToEquatableArray());

    private static Precision PrecisionOf(AttributeModel network) =>
        (Precision)(network.Arguments.FirstOrDefault(static a => a.Name == "precision")?.Value.Number ?? (double)Precision.Single);

    /// <summary>The types around <paramref name="type"/>, outermost first.</summary>
    internal static IEnumerable<INamedTypeSymbol> ContainingTypes(INamedTypeSymbol type)
    {
        var types = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            types.Push(outer);
        }

        return types;
    }

    /// <summary>The name <see cref="Compilation.GetTypeByMetadataName"/> finds the type by: unlike a display name, without @ before keywords.</summary>
    internal static string MetadataName(INamedTypeSymbol type)
    {
        string name = string.Join("+", ContainingTypes(type).Append(type).Select(static t => t.MetadataName));
        for (INamespaceSymbol space = type.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            name = $"{space.MetadataName}.{name}";
        }

        return name;
    }

    internal static string Namespace(INamedTypeSymbol type) => type.ContainingNamespace.IsGlobalNamespace
        ? string.Empty
        : type.ContainingNamespace.ToDisplayString(
            SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));

    /// <summary>"public partial class Outer".</summary>
    internal static string Declaration(INamedTypeSymbol type)
    {
        string kind = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
            { TypeKind: TypeKind.Struct } => "struct",
            { IsRecord: true } => "record",
            _ => "class",
        };
        string name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        return $"{SyntaxFacts.GetText(type.DeclaredAccessibility)} partial {kind} {name}";
    }
}
