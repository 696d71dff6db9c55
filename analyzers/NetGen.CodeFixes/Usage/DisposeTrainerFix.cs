using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>Disposes a trainer at the end of the block that declares it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DisposeTrainerFix)), Shared]
public sealed class DisposeTrainerFix() : Fix("NG1001")
{
    // In a switch's section there is no using declaration; several variables may be several things.
    internal override Mending? Mend(Fault fault) =>
        fault.Around<LocalDeclarationStatementSyntax>() is { Declaration.Variables.Count: 1, Parent: not SwitchSectionSyntax } declaration
            ? new("Write 'using'", new TextChange(new TextSpan(declaration.SpanStart, 0), "using "))
            : null;
}
