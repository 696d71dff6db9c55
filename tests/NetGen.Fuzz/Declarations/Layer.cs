namespace NetGen.Fuzz.Declarations;

/// <summary>An attribute on a stage, and what it makes of the value so far.</summary>
internal sealed record Use(string Text, Value Output);

/// <summary>A kind of attribute that may stand on a stage.</summary>
/// <param name="Name">Of the attribute.</param>
/// <param name="Make">One with random arguments that suits the value so far; null where none does.</param>
internal sealed record Layer(string Name, Func<Draw, Value, Scope, Use?> Make)
{
    public Layer(string name, Func<Draw, Value, Use?> make)
        : this(name, (draw, value, _) => make(draw, value))
    {
    }
}

/// <summary>What a stage may name.</summary>
/// <param name="Named">Inputs and earlier stages, but tokens.</param>
/// <param name="Read">What the stage reads.</param>
/// <param name="Padded">An input of tokens with padding; null where there is none.</param>
internal sealed record Scope(IReadOnlyList<(string Name, Value Value)> Named, Value Read, (string Name, int Length)? Padded)
{
    /// <summary>The name of one of those that suit.</summary>
    public string? Pick(Draw draw, Func<Value, bool> suits)
    {
        string[] all = [.. Named.Where(named => suits(named.Value)).Select(named => named.Name)];
        return all.Length == 0 ? null : draw.One(all);
    }
}
