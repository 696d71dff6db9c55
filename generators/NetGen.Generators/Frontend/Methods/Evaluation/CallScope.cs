using Microsoft.CodeAnalysis;
using static NetGen.Generators.Frontend.Methods.Symbolic;

namespace NetGen.Generators.Frontend.Methods;

/// <summary>What one call knows of its variables, and whether and what it has returned.</summary>
/// <param name="builder">Receives the choices between what two branches left.</param>
internal sealed class CallScope(FunctionBuilder builder)
{
    public Dictionary<ISymbol, Symbolic> Variables { get; private set; } = new(SymbolEqualityComparer.Default);

    /// <summary>Where it has returned: a bool.</summary>
    public Symbolic HasReturned { get; private set; } = new KnownTruth(false);

    /// <summary>What; null for nothing yet.</summary>
    public Symbolic? Result { get; private set; }

    /// <summary>Whether nothing behind this statement is reached.</summary>
    public bool IsDone => HasReturned is KnownTruth { Value: true };

    public CallScope Copy() => new(builder)
    {
        Variables = new(Variables, SymbolEqualityComparer.Default), HasReturned = HasReturned, Result = Result,
    };

    public void Become(CallScope other) =>
        (Variables, HasReturned, Result) = (other.Variables, other.HasReturned, other.Result);

    public void Assign(ISymbol variable, Symbolic value)
    {
        builder.Name(value, variable.Name);
        Variables[variable] = value;
    }

    public void Return(Symbolic value)
    {
        Result = Result is null ? value : builder.Choose(HasReturned, Result, value);
        HasReturned = new KnownTruth(true);
    }

    /// <summary>What both branches left; the second is here.</summary>
    public void Join(Symbolic condition, CallScope first)
    {
        if (first.IsDone && IsDone)
        {
            Result = builder.Choose(condition, first.Result!, Result!);
            return;
        }

        // What a branch that returned left in the variables, nobody reads.
        foreach ((ISymbol variable, Symbolic value) in first.IsDone ? [] : first.Variables.Select(pair => (pair.Key, pair.Value)).ToList())
        {
            if (IsDone)
            {
                Variables[variable] = value;
            }
            else if (Variables.TryGetValue(variable, out Symbolic other))
            {
                Variables[variable] = builder.Choose(condition, value, other);
            }
        }

        Result = (first.Result, Result) switch
        {
            ({ } a, { } b) => builder.Choose(condition, a, b),
            var (a, b) => a ?? b,
        };
        HasReturned = builder.Choose(condition, first.HasReturned, HasReturned);
    }
}
