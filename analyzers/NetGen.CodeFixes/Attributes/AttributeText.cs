using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>Changes of the attributes on a member.</summary>
internal static class AttributeText
{
    /// <summary>All attributes of the member that one stands on, in the order written.</summary>
    public static IReadOnlyList<AttributeSyntax> Neighbours(AttributeSyntax attribute) => attribute.Parent?.Parent is { } member
        ? [.. member.ChildNodes().OfType<AttributeListSyntax>().SelectMany(list => list.Attributes)]
        : [attribute];

    /// <summary>Its name without a namespace and "Attribute".</summary>
    public static string NameOf(AttributeSyntax attribute)
    {
        string name = SimpleName(attribute).Identifier.Text;
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }

    /// <summary>Its name without a namespace.</summary>
    public static SimpleNameSyntax SimpleName(AttributeSyntax attribute) => attribute.Name switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax aliased => aliased.Name,
        { } name => (SimpleNameSyntax)name,
    };

    public static TextChange Before(AttributeSyntax attribute, string other) => new(new TextSpan(attribute.SpanStart, 0), $"{other}, ");

    public static TextChange Behind(AttributeSyntax attribute, string other) => new(new TextSpan(attribute.Span.End, 0), $", {other}");

    public static TextChange Instead(SyntaxNode node, string text) => new(node.Span, text);

    /// <summary>Without the attribute, its comma, and the brackets where there is no other between them.</summary>
    public static TextChange Without(AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        int index = list.Attributes.IndexOf(attribute);
        TextSpan span = list.Attributes.Count == 1 ? TextSpan.FromBounds(list.SpanStart, list.GetLastToken().GetNextToken().SpanStart)
            : index > 0 ? TextSpan.FromBounds(list.Attributes[index - 1].Span.End, attribute.Span.End)
            : TextSpan.FromBounds(attribute.SpanStart, list.Attributes[1].SpanStart);
        return new(span, "");
    }
}
