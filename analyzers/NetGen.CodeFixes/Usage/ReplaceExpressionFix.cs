using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NetGen.Generators.Diagnostics;

namespace NetGen.CodeFixes;

/// <summary>Writes what is meant: a usual learning rate, bytes divided by 255, the training part of divided data.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplaceExpressionFix)), Shared]
public sealed class ReplaceExpressionFix() : Fix("NG1007", "NG1008", "NG1010")
{
    internal override Mending? Mend(Fault fault) => fault.Remedy is { Kind: Remedy.Replace } remedy
        ? new($"Write {remedy.Text}", AttributeText.Instead(fault.Node, remedy.Text))
        : null;
}
