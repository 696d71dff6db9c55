using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Emit;
using NetGen.Generators.Frontend.Methods;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Frontend;

/// <summary>
/// Reads a class with [Network] into a <see cref="NetworkModel"/>. Knows the attributes' base classes, but no single operation.
/// </summary>
internal static class NetworkParser
{
    /// <summary>The site of a diagnostic on the class's identifier.</summary>
    private static readonly Site s_class = new(null, -1);

    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellationToken) =>
        node is ClassDeclarationSyntax or RecordDeclarationSyntax;

    public static ParsedNetwork Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        string typeName = MetadataName(type);
        if (!IsFirst(type, context) || type.Name.Length == 0)
        {
            return Rejected(typeName); // The C# compiler reports the second [Network] on one class, and a class without a name.
        }

        DiagnosticInfo? unsuitable = ClassRules.Check(type, (TypeDeclarationSyntax)context.TargetNode);
        if (unsuitable is not null)
        {
            return Rejected(typeName, unsuitable);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var diagnostics = new List<DiagnosticInfo>();
        Compilation compilation = context.SemanticModel.Compilation;
        MethodReader methods = new(compilation, diagnostics, cancellationToken);
        var attributes = new AttributeReader(diagnostics, methods);
        AttributeModel network = attributes.Read(type, null, static a => a.Is<NetworkAttribute>())[0];
        EquatableArray<AttributeModel> inputs = attributes.Read(type, null, IsInput);
        EquatableArray<AttributeModel> losses = attributes.Read(type, null, static a => a.DerivesFrom<CriterionAttribute>());
        HashSet<string> taken = TakenNames(compilation);
        EquatableArray<StageModel> stages = StageParser.Parse(
            type, attributes, diagnostics, name => name == type.Name || taken.Contains(name) || SurfaceMembers.IsTaken(name));
        BlockParser blocks = new(diagnostics, compilation, cancellationToken);
        blocks.ReadUsed(type);
        attributes.HasErrors |= blocks.HasErrors;

        if (!diagnostics.Any(IsError) && stages.Count == 0 && !attributes.HasErrors)
        {
            diagnostics.Add(DiagnosticInfo.Create("NG0005", s_class, type.Name));
        }

        var model = new NetworkModel(
            Namespace(type),
            ContainingTypes(type).Select(Declaration).ToEquatableArray(),
            type.Name,
            SyntaxFacts.GetText(type.DeclaredAccessibility),
            attributes.HasErrors ? default : Attributes.Make<NetworkAttribute>(network).Precision,
            inputs,
            losses,
            stages,
            blocks.Blocks.ToEquatableArray())
        {
            FullName = typeName,
            IsDocumented = type.GetDocumentationCommentXml()?.Length > 0,
            Members = OwnMembers(type, stages).ToEquatableArray(),
            Budget = attributes.Read(type, null, static a => a.Is<BudgetAttribute>()).FirstOrDefault(),
            Quantized = attributes.Read(type, null, static a => a.Is<QuantizedAttribute>()).FirstOrDefault(),
            Explained = attributes.Read(type, null, static a => a.Is<ExplainAttribute>()).FirstOrDefault(),
        };

        // What the C# compiler rejects (a misspelt attribute, an argument of another type), it explains best by itself.
        return new ParsedNetwork(typeName, model, diagnostics.ToEquatableArray(), diagnostics.Any(IsError) || attributes.HasErrors);
    }

    private static bool IsError(DiagnosticInfo diagnostic) => Descriptors.Get(diagnostic.Id).DefaultSeverity == DiagnosticSeverity.Error;

    /// <summary>Whether it declares an input.</summary>
    public static bool IsInput(AttributeData attribute) => attribute.Is<InputAttribute>() || attribute.Is<TokenInputAttribute>();

    /// <summary>The user's own members that may meet generated ones.</summary>
    private static IEnumerable<MemberModel> OwnMembers(INamedTypeSymbol type, EquatableArray<StageModel> stages) => type.GetMembers()
        .Where(static member => !member.IsImplicitlyDeclared && SurfaceMembers.MayBeNamed(member.Name))
        .Where(member => stages.All(stage => stage.Name != member.Name))
        .Select(member => new MemberModel(member.Name, ParametersOf(member), type.GetMembers(member.Name).IndexOf(member)));

    /// <summary>
    /// What tells a method from others of its name, as <see cref="SurfaceMembers"/> reads it; no generated one has type parameters.
    /// </summary>
    private static string? ParametersOf(ISymbol member) => member is not IMethodSymbol method ? null
        : (method.Arity > 0 ? $"<{method.Arity}> " : "") + string.Join(", ", method.Parameters.Select(Described));

    private static string Described(IParameterSymbol parameter)
    {
        string type = parameter.Type.TypeKind == TypeKind.Error
            ? parameter.Type.Name
            : parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return parameter.RefKind == RefKind.None ? type : $"ref {type}";
    }

    /// <summary>What a network inherits, and what the records of its inputs and outputs have: names no stage may have.</summary>
    private static HashSet<string> TakenNames(Compilation compilation)
    {
        HashSet<string> names = ["Deconstruct", "PrintMembers", "Input"];
        for (INamedTypeSymbol? type = compilation.GetTypeByMetadataName("NetGen.Network`1"); type is not null; type = type.BaseType)
        {
            names.UnionWith(type.GetMembers()
                .Where(static m =>
                    m.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)
                .Select(static m => m.Name));
        }

        return names;
    }

    /// <summary>Whether this part of the class carries the first of its [Network] attributes.</summary>
    private static bool IsFirst(INamedTypeSymbol type, GeneratorAttributeSyntaxContext context)
    {
        SyntaxReference? first = type.GetAttributes().First(static a => a.Is<NetworkAttribute>()).ApplicationSyntaxReference;
        return first is null || (first.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.Span.Contains(first.Span));
    }

    /// <summary>A class that generated code cannot complete.</summary>
    public static ParsedNetwork Rejected(string typeName, params DiagnosticInfo[] diagnostics) =>
        new(typeName, null, diagnostics.ToEquatableArray(), true);

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

    /// <summary>
    /// The name <see cref="Compilation.GetTypeByMetadataName"/> finds the type by: unlike a display name, without @ before keywords.
    /// </summary>
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
