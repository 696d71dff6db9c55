using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generators.Diagnostics;

namespace NetGen.CodeFixes;

/// <summary>Puts an operation before another that needs its result: Flatten before Linear.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertOperationFix)), Shared]
public sealed class InsertOperationFix() : Fix("NG0011")
{
    internal override Mending? Mend(Fault fault) =>
        fault.Remedy is { Kind: Remedy.Insert } remedy && fault.Around<AttributeSyntax>() is { } attribute
            ? new($"Insert {remedy.Text} before {remedy.Name}", AttributeText.Before(attribute, remedy.Text))
            : null;
}
