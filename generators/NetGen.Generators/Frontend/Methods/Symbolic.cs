using Microsoft.CodeAnalysis;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>What a C# value is while a method's body is read.</summary>
internal abstract record Symbolic
{
    /// <summary>A number, or the element of a row where a loop over it stands.</summary>
    /// <param name="Step">The step that computes it.</param>
    internal sealed record Number(int Step) : Symbolic;

    /// <summary>A constant number, whole ones among them.</summary>
    internal sealed record Known(double Value) : Symbolic;

    /// <summary>A bool that is known.</summary>
    internal sealed record KnownTruth(bool Value) : Symbolic;

    /// <summary>A bool that is 1 or 0 in a step.</summary>
    internal sealed record Truth(int Step) : Symbolic;

    /// <summary>A comparison, of steps.</summary>
    internal sealed record Comparison(ComparisonKind Kind, int Left, int Right) : Symbolic;

    /// <summary>All numbers of a row.</summary>
    internal sealed record Row(int Step) : Symbolic;

    /// <summary>A learnt matrix.</summary>
    internal sealed record Matrix(int Step) : Symbolic;

    /// <summary>The class label of a loss.</summary>
    internal sealed record Label(int Step) : Symbolic;

    /// <summary>How many numbers a row has, and what is added.</summary>
    internal sealed record Length(int Of, int Plus) : Symbolic;

    /// <summary>The variable of a loop over a row.</summary>
    internal sealed record Position(int Of) : Symbolic;

    /// <summary>A tuple, or an object of a record: its fields in order.</summary>
    internal sealed record Composite(ITypeSymbol Type, IReadOnlyList<string> Names, IReadOnlyList<Symbolic> Fields) : Symbolic;
}

internal enum ComparisonKind
{
    Greater,
    AtLeast,
    Equal,
    Different,
}
