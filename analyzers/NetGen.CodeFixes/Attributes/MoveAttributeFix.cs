using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generators.Diagnostics;

namespace NetGen.CodeFixes;

/// <summary>Moves an attribute to where it belongs: From to the front, Dropout behind BatchNorm.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveAttributeFix)), Shared]
public sealed class MoveAttributeFix() : Fix("NG0022", "NG0085")
{
    internal override Mending? Mend(Fault fault)
    {
        if (fault.Remedy is not { Kind: Remedy.Move } remedy || fault.Around<AttributeSyntax>() is not { } attribute)
        {
            return null;
        }

        string name = AttributeText.NameOf(attribute);
        IReadOnlyList<AttributeSyntax> all = AttributeText.Neighbours(attribute);
        if (remedy.Name.Length == 0)
        {
            return new(
                $"Move {name} to the front", AttributeText.Before(all[0], attribute.ToString()), AttributeText.Without(attribute));
        }

        AttributeSyntax? target = all.FirstOrDefault(other =>
            other.SpanStart > attribute.SpanStart && AttributeText.NameOf(other) == remedy.Name);
        return target is null
            ? null
            : new(
                $"Move {name} behind {remedy.Name}", AttributeText.Without(attribute), AttributeText.Behind(target, attribute.ToString()));
    }
}
