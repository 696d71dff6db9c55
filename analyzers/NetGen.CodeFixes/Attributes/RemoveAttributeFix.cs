using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generators.Diagnostics;

namespace NetGen.CodeFixes;

/// <summary>Removes what is too much: softmax before a loss that applies it, dropout on an output, a modifier without effect.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveAttributeFix)), Shared]
public sealed class RemoveAttributeFix() : Fix("NG0033", "NG0034", "NG0058", "NG0084", "NG0086", "NG0089")
{
    // The last attribute of a stage is left to the user: a stage without any is another error.
    internal override Mending? Mend(Fault fault) =>
        fault.Remedy is { Kind: Remedy.Remove } remedy && fault.Around<AttributeSyntax>() is { } attribute
            && AttributeText.NameOf(attribute) == remedy.Name && AttributeText.Neighbours(attribute).Count > 1
            ? new($"Remove {remedy.Name}", AttributeText.Without(attribute))
            : null;
}
