using System.Text;

namespace NetGen.Fuzz.Declarations;

/// <summary>A network as a user declares it, in pieces that faults and reductions can change.</summary>
/// <param name="Inputs">Its input attributes.</param>
/// <param name="Losses">Its loss attributes.</param>
/// <param name="Stages">Its stages in order.</param>
internal sealed record Declaration(
    IReadOnlyList<InputDeclaration> Inputs, IReadOnlyList<string> Losses, IReadOnlyList<StageDeclaration> Stages)
{
    /// <summary>Whether it computes in double.</summary>
    public bool IsDouble { get; init; }

    /// <summary>Whether its predictions are to be explained, which some networks are refused.</summary>
    public bool IsExplained { get; init; }

    /// <summary>What stands before "class".</summary>
    public string Keywords { get; init; } = "public partial";

    /// <summary>What stands behind the class's name.</summary>
    public string Behind { get; init; } = "";

    /// <summary>A wrong thing that was put into it; null for a network as it should be.</summary>
    public string? Fault { get; init; }

    /// <summary>Its class.</summary>
    public string Source(string name)
    {
        StringBuilder text = new();
        string precision = IsDouble ? "(Precision = Precision.Double)" : "";
        string[] explained = IsExplained ? ["Explain"] : [];
        text.Append($"[{string.Join(", ", [$"Network{precision}", .. explained, .. Inputs.Select(input => input.Text), .. Losses])}]\n");
        text.Append($"{Keywords} class {name}{Behind}\n{{\n");
        foreach (StageDeclaration stage in Stages)
        {
            string attributes = stage.Attributes.Count > 0 ? $"[{string.Join(", ", stage.Attributes)}]\n    " : "";
            text.Append($"    {attributes}{stage.Keywords} Layer {stage.Name} {stage.Accessors}\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>Smaller ones: without a stage, an attribute, a loss or an input.</summary>
    public IEnumerable<Declaration> Smaller()
    {
        for (int i = 0; i < Stages.Count; i++)
        {
            yield return this with { Stages = Without(Stages, i) };
            for (int j = 0; j < Stages[i].Attributes.Count; j++)
            {
                StageDeclaration smaller = Stages[i] with { Attributes = Without(Stages[i].Attributes, j) };
                yield return this with { Stages = [.. Stages.Take(i), smaller, .. Stages.Skip(i + 1)] };
            }
        }

        if (IsExplained)
        {
            yield return this with { IsExplained = false };
        }

        for (int i = 0; i < Losses.Count; i++)
        {
            yield return this with { Losses = Without(Losses, i) };
        }

        for (int i = 0; i < Inputs.Count; i++)
        {
            yield return this with { Inputs = Without(Inputs, i) };
        }
    }

    private static T[] Without<T>(IReadOnlyList<T> all, int index) => [.. all.Take(index), .. all.Skip(index + 1)];
}

/// <summary>An input attribute, and the value that it gives.</summary>
internal sealed record InputDeclaration(string Name, string Text, Value Value);

/// <summary>A stage.</summary>
/// <param name="Name">As written: "@class" for a keyword.</param>
/// <param name="Attributes">In order, From first.</param>
/// <param name="Values">The value before each operation, and behind the last.</param>
internal sealed record StageDeclaration(string Name, IReadOnlyList<string> Attributes, IReadOnlyList<Value> Values)
{
    public string Keywords { get; init; } = "public partial";

    public string Accessors { get; init; } = "{ get; }";

    /// <summary>Attributes before the first operation.</summary>
    public int First { get; init; }

    /// <summary>Its name in other attributes.</summary>
    public string Reference => Name.TrimStart('@');

    public Value Output => Values[^1];
}
