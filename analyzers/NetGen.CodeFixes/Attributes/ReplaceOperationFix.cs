using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generators.Diagnostics;

namespace NetGen.CodeFixes;

/// <summary>
/// Writes another operation with the same arguments: Conv1d for a sequence, LogSoftmax before a loss that takes logarithms.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplaceOperationFix)), Shared]
public sealed class ReplaceOperationFix() : Fix("NG0011", "NG0084")
{
    internal override Mending? Mend(Fault fault) =>
        fault.Remedy is { Kind: Remedy.Replace } remedy && fault.Around<AttributeSyntax>() is { } attribute
            && AttributeText.NameOf(attribute) == remedy.Name
            ? new($"Write {remedy.Text}", AttributeText.Instead(AttributeText.SimpleName(attribute), remedy.Text))
            : null;
}
