using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>Makes a class, and those around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPartialFix)), Shared]
public sealed class AddPartialFix() : Fix("NG0001")
{
    internal override Mending? Mend(Fault fault)
    {
        TextChange[] changes =
        [
            .. fault.Node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
                .Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))
                .Select(type => new TextChange(new TextSpan(type.Keyword.SpanStart, 0), "partial ")).Reverse(),
        ];
        return changes.Length > 0 ? new("Add partial", changes) : null;
    }
}
