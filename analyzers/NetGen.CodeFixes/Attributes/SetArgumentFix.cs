using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generators.Diagnostics;

namespace NetGen.CodeFixes;

/// <summary>Gives an argument of an operation the value that fits: a padding, groups, heads, <c>Bias = false</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetArgumentFix)), Shared]
public sealed class SetArgumentFix() : Fix("NG0012", "NG0013", "NG0014", "NG0054", "NG0081", "NG0083", "NG0088")
{
    internal override Mending? Mend(Fault fault) =>
        fault.Remedy is { Kind: Remedy.Set } remedy && fault.Around<AttributeSyntax>() is { } attribute
            ? new($"Write {remedy.Name} = {remedy.Text}", Change(attribute, remedy, fault.Model))
            : null;

    private static TextChange Change(AttributeSyntax attribute, Remedy remedy, SemanticModel model)
    {
        string named = $"{remedy.Name} = {remedy.Text}";
        return Given(attribute, remedy.Name, model) is { } given ? AttributeText.Instead(given.Expression, remedy.Text)
            : attribute.ArgumentList is not { } list ? Insert(attribute.Span.End, $"({named})")
            : list.Arguments.Count == 0 ? Insert(list.CloseParenToken.SpanStart, named)
            : Insert(list.Arguments.Last().Span.End, $", {named}");
    }

    /// <summary>The argument as it is given: as a property, or to the parameter of that name; null where it is not.</summary>
    private static AttributeArgumentSyntax? Given(AttributeSyntax attribute, string name, SemanticModel model)
    {
        IReadOnlyList<AttributeArgumentSyntax> arguments = attribute.ArgumentList?.Arguments.ToArray() ?? [];
        string parameter = char.ToLowerInvariant(name[0]) + name.Substring(1);
        int place = model.GetSymbolInfo(attribute).Symbol is IMethodSymbol constructor
            ? constructor.Parameters.TakeWhile(p => p.Name != parameter).Count()
            : -1;
        return arguments.FirstOrDefault(argument =>
                argument.NameEquals?.Name.Identifier.Text == name || argument.NameColon?.Name.Identifier.Text == parameter)
            ?? arguments.Where((argument, i) => i == place && argument is { NameEquals: null, NameColon: null }).FirstOrDefault();
    }

    private static TextChange Insert(int position, string text) => new(new TextSpan(position, 0), text);
}
