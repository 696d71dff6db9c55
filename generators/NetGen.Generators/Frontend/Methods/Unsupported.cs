using Microsoft.CodeAnalysis;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>Something in a method's body that cannot be differentiated, and what can be written instead.</summary>
/// <param name="syntax">The expression at fault.</param>
/// <param name="what">What it is: "A while loop".</param>
/// <param name="instead">What is supported: "write a for loop with bounds known at build time".</param>
internal sealed class UnsupportedException(SyntaxNode syntax, string what, string instead) : Exception
{
    public SyntaxNode Syntax { get; } = syntax;

    public string What { get; } = what;

    public string Instead { get; } = instead;
}
