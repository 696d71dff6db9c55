using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>Says that a class with stages is a network.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddNetworkFix)), Shared]
public sealed class AddNetworkFix() : Fix("NG0072")
{
    internal override Mending? Mend(Fault fault)
    {
        if (fault.Around<ClassDeclarationSyntax>() is not { } type)
        {
            return null;
        }

        TextLine line = fault.Text.Lines.GetLineFromPosition(type.SpanStart);
        string indent = fault.Text.ToString(TextSpan.FromBounds(line.Start, type.SpanStart));
        string end = fault.Text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        bool isFirst = indent.All(char.IsWhiteSpace) && end.Length > 0;
        return new("Add [Network]", type.AttributeLists.Count > 0
            ? AttributeText.Before(type.AttributeLists[0].Attributes[0], "Network")
            : new TextChange(new TextSpan(type.SpanStart, 0), isFirst ? $"[Network]{end}{indent}" : "[Network] "));
    }
}
