using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>Writes a property of type Layer as the build completes it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StageFormFix)), Shared]
public sealed class StageFormFix() : Fix("NG0006")
{
    private static readonly SyntaxKind[] s_kept =
    [
        SyntaxKind.PublicKeyword, SyntaxKind.InternalKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.NewKeyword,
        SyntaxKind.OverrideKeyword,
    ];

    internal override Mending? Mend(Fault fault)
    {
        if (fault.Around<PropertyDeclarationSyntax>() is not { ExplicitInterfaceSpecifier: null } property
            || TypeOf(property) is not { } type)
        {
            return null;
        }

        IEnumerable<string> modifiers = property.Modifiers.Where(modifier => s_kept.Contains(modifier.Kind()))
            .Select(modifier => modifier.Text);
        string form = $"{string.Join(" ", modifiers.Append("partial"))} {type} {property.Identifier.Text} {{ get; }}";
        int start = property.Modifiers.Count > 0 ? property.Modifiers[0].SpanStart : property.Type.SpanStart;
        return new($"Write '{form}'", new TextChange(TextSpan.FromBounds(start, property.Span.End), form));
    }

    /// <summary>"Layer" as it was written; null for a property of another type.</summary>
    private static string? TypeOf(PropertyDeclarationSyntax property)
    {
        TypeSyntax type = property.Type is RefTypeSyntax reference ? reference.Type : property.Type;
        string text = (type is NullableTypeSyntax nullable ? nullable.ElementType : type).ToString();
        return text is "Layer" || text.EndsWith(".Layer", StringComparison.Ordinal) ? text : null;
    }
}
