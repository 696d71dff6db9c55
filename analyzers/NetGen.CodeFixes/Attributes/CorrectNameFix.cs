using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generators.Diagnostics;

namespace NetGen.CodeFixes;

/// <summary>Writes the name of the stage, or the input, that is meant: in a text, or where the C# compiler knows no such name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CorrectNameFix)), Shared]
public sealed class CorrectNameFix() : Fix("NG0020", "CS0103")
{
    internal override Mending? Mend(Fault fault) => fault.Id == "NG0020" ? MendText(fault) : MendNameOf(fault);

    private static Mending? MendText(Fault fault)
    {
        if (fault.Remedy is not { Kind: Remedy.Rename } remedy
            || fault.Around<AttributeSyntax>() is not { ArgumentList: { } list } attribute)
        {
            return null;
        }

        string right = Stages(attribute).Contains(remedy.Text)
            ? $"nameof({remedy.Text})"
            : SymbolDisplay.FormatLiteral(remedy.Text, quote: true);
        return list.Arguments.Select(argument => argument.Expression).FirstOrDefault(expression =>
            fault.Model.GetConstantValue(expression) is { Value: string text } && text == remedy.Name) is { } wrong
            ? new($"Write {right}", AttributeText.Instead(wrong, right))
            : null;
    }

    private static Mending? MendNameOf(Fault fault) =>
        fault.Node is IdentifierNameSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } wrong
        && call.Expression is IdentifierNameSyntax { Identifier.Text: "nameof" }
        && wrong.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
        && Spelling.Nearest(wrong.Identifier.Text, Stages(attribute)) is { } right
            ? new($"Write nameof({right})", AttributeText.Instead(wrong, right))
            : null;

    /// <summary>Names of the stages of the class around an attribute.</summary>
    private static IEnumerable<string> Stages(AttributeSyntax attribute) => attribute.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Members
        .OfType<PropertyDeclarationSyntax>()
        .Where(property => property.AttributeLists.Count > 0)
        .Select(property => property.Identifier.Text) ?? [];
}
