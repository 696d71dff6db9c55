using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generators.Model;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>
/// What methods compute, as long as the files that say so stay: while somebody types elsewhere, no body is bound anew. A file that a body
/// did not refer to counts only once one of its own changes, or in the next build, which starts with nothing known.
/// </summary>
internal static class MethodCache
{
    private static readonly ConditionalWeakTable<SyntaxTree, Dictionary<(TextSpan, MethodRole, string), Entry>> s_known = new();

    /// <summary>What the method computed when it was read last; null where something it refers to has changed since.</summary>
    public static FunctionModel? Find(Compilation compilation, IMethodSymbol method, MethodRole role, string constants)
    {
        SyntaxReference declaration = method.DeclaringSyntaxReferences[0];
        if (!s_known.TryGetValue(declaration.SyntaxTree, out var ofFile))
        {
            return null;
        }

        lock (ofFile)
        {
            return ofFile.TryGetValue((declaration.Span, role, constants), out Entry entry)
                && entry.Files.All(compilation.ContainsSyntaxTree)
                && entry.Parts == method.ContainingType.DeclaringSyntaxReferences.Length
                && entry.References.SequenceEqual(compilation.References)
                ? entry.Function
                : null;
        }
    }

    /// <summary>Keeps what a method computes.</summary>
    /// <param name="compilation">Where it was read.</param>
    /// <param name="method">The method.</param>
    /// <param name="role">What it was read for.</param>
    /// <param name="constants">What the attribute gives beside it.</param>
    /// <param name="function">What it computes.</param>
    /// <param name="bodies">All bodies that were read for it.</param>
    public static void Keep(
        Compilation compilation, IMethodSymbol method, MethodRole role, string constants, FunctionModel function,
        IEnumerable<IOperation> bodies)
    {
        HashSet<SyntaxTree> files = [];
        void Add(ITypeSymbol? type) => files.UnionWith(type?.DeclaringSyntaxReferences.Select(static r => r.SyntaxTree) ?? []);
        foreach (IOperation operation in bodies.SelectMany(static body => body.DescendantsAndSelf()))
        {
            Add(operation.Type);
            Add((operation as IMemberReferenceOperation)?.Member.ContainingType);
            Add((operation as IInvocationOperation)?.TargetMethod.ContainingType);
        }

        // Sizes and bounds in attributes may be constants of other files.
        IEnumerable<SyntaxReference> declarations = method.Parameters.Select(static parameter => parameter.Type)
            .SelectMany(static type => type.DeclaringSyntaxReferences).Concat(method.DeclaringSyntaxReferences);
        foreach (SyntaxNode syntax in declarations.Select(static reference => reference.GetSyntax()))
        {
            SemanticModel model = compilation.GetSemanticModel(syntax.SyntaxTree);
            files.Add(syntax.SyntaxTree);
            foreach (IdentifierNameSyntax name in syntax.DescendantNodes().OfType<AttributeSyntax>()
                .SelectMany(static attribute => attribute.DescendantNodes().OfType<IdentifierNameSyntax>()))
            {
                Add(model.GetSymbolInfo(name).Symbol?.ContainingType);
            }
        }

        Add(method.ContainingType);
        SyntaxReference declaration = method.DeclaringSyntaxReferences[0];
        var ofFile = s_known.GetOrCreateValue(declaration.SyntaxTree);
        lock (ofFile)
        {
            ofFile[(declaration.Span, role, constants)] =
                new(function, [.. files], method.ContainingType.DeclaringSyntaxReferences.Length, [.. compilation.References]);
        }
    }

    /// <param name="Function">What it computes.</param>
    /// <param name="Files">All that it depends on.</param>
    /// <param name="Parts">Of the class it stands in.</param>
    /// <param name="References">The assemblies.</param>
    private sealed record Entry(
        FunctionModel Function, IReadOnlyList<SyntaxTree> Files, int Parts, IReadOnlyList<MetadataReference> References);
}
