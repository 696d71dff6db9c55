using Microsoft.CodeAnalysis;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>Something in a method's body that cannot be differentiated, and what can be written instead.</summary>
/// <param name="syntax">The expression at fault.</param>
/// <param name="what">What it is: "A while loop".</param>
/// <param name="instead">What is supported: "write a for loop with bounds known at build time".</param>
internal sealed class UnsupportedException(SyntaxNode syntax, string what, string instead) : Exception
{
    /// <summary>Values that do not go together: whoever reads the expression knows where it stands.</summary>
    public UnsupportedException(MisfitException misfit, SyntaxNode syntax)
        : this(syntax, misfit.What, misfit.Instead)
    {
    }

    public SyntaxNode Syntax { get; } = syntax;

    public string What { get; } = what;

    public string Instead { get; } = instead;

    public static UnsupportedException Not(IOperation operation, string what, string instead) => new(operation.Syntax, what, instead);
}

/// <summary>Values that do not go together, wherever they stand.</summary>
/// <param name="what">What they are: "A row of 3 numbers with one of 4".</param>
/// <param name="instead">What is supported.</param>
internal sealed class MisfitException(string what, string instead) : Exception
{
    public string What { get; } = what;

    public string Instead { get; } = instead;
}
