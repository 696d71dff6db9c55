using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>Adds <c>using NetGen;</c> where a name of it is not found.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddUsingFix)), Shared]
public sealed class AddUsingFix() : Fix("CS0246")
{
    /// <summary>One line for a file, however many names it lacks.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
    {
        SourceText text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        SyntaxNode? root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        return root is CompilationUnitSyntax unit ? document.WithText(text.WithChanges(Using(unit, text))) : document;
    });

    internal override Mending? Mend(Fault fault) =>
        fault.Node is SimpleNameSyntax { Identifier.Text: var name } && fault.Root is CompilationUnitSyntax unit
            && new[] { name, $"{name}Attribute" }.Any(type =>
                fault.Model.Compilation.GetTypeByMetadataName($"NetGen.{type}") is { DeclaredAccessibility: Accessibility.Public })
            ? new("Add 'using NetGen;'", Using(unit, fault.Text))
            : null;

    /// <summary>Behind the usings there are, else before everything but comments.</summary>
    private static TextChange Using(CompilationUnitSyntax unit, SourceText text)
    {
        string end = text.Lines[0] is { Span: var span, SpanIncludingLineBreak: var whole } && whole.Length > span.Length
            ? text.ToString(TextSpan.FromBounds(span.End, whole.End))
            : "\n";
        return unit.Usings.Count > 0
            ? new(new TextSpan(unit.Usings.Last().Span.End, 0), $"{end}using NetGen;")
            : new(new TextSpan(unit.GetFirstToken().SpanStart, 0), $"using NetGen;{end}{end}");
    }
}
