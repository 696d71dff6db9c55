namespace NetGen;

/// <summary>A stage of a network: its name, its output's shape and its parameters.</summary>
public sealed partial class Layer
{
    private readonly (string Name, Parameter Parameter)[] _named;
    private readonly Parameter[] _parameters;

    /// <summary>Makes a stage; called by generated code.</summary>
    /// <param name="name">The property's name.</param>
    /// <param name="outputShape">Shape of the output of one sample.</param>
    /// <param name="parameters">
    /// All parameters of the network: the stage takes those whose names begin with its own, and those it shares.
    /// </param>
    /// <param name="shared">
    /// Parameters, or beginnings of their names, that the stage shares with others: its own name for them ("Head.linear0.weight") and the
    /// network's ("Embed.embedding0.weight").
    /// </param>
    public Layer(string name, Shape outputShape, IReadOnlyList<Parameter> parameters, params ReadOnlySpan<(string Name, string Of)> shared)
    {
        Name = name;
        OutputShape = outputShape;
        List<(string Name, Parameter Parameter)> named =
            [.. parameters.Where(p => Begins(p.Name, name)).Select(p => (p.Name[(name.Length + 1)..], p))];
        foreach ((string own, string of) in shared)
        {
            string inside = own.Length > name.Length ? own[(name.Length + 1)..] : "";
            IEnumerable<Parameter> others = parameters.Where(p => p.Name == of || Begins(p.Name, of));
            named.AddRange(others.Select(p => ((inside + p.Name[of.Length..]).TrimStart('.'), p)));
        }

        _named = [.. named];
        _parameters = [.. named.Select(entry => entry.Parameter).Distinct()];
    }

    /// <summary>The property's name.</summary>
    public string Name { get; }

    /// <summary>Shape of the output of one sample.</summary>
    public Shape OutputShape { get; }

    /// <summary>
    /// Parameters and running statistics, in the order of the operations; those shared with other stages come last, and keep their names.
    /// </summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The weights of the stage's Linear, Conv2d or Embedding, also where they are tied to another stage's.</summary>
    /// <exception cref="InvalidOperationException">
    /// The stage has none, or weights of several operations: name one, as in <c>Head["linear1.weight"]</c>.
    /// </exception>
    public Parameter Weights => Only("weight");

    /// <summary>The bias of the stage's Linear or Conv2d.</summary>
    /// <exception cref="InvalidOperationException">The stage has none, or several: name one, as in <c>Head["linear1.bias"]</c>.</exception>
    public Parameter Bias => Only("bias");

    /// <summary>
    /// One parameter: "linear0.weight", "conv2d0.bias", "batchnorm0.running_mean". Operations of a kind are counted from 0.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public Parameter this[string name] => Array.Find(_named, entry => entry.Name == name).Parameter
        ?? throw new KeyNotFoundException($"{Name} has no parameter {name}; it has {Listed(_named)}.");

    /// <summary>"Stem 32×14×14".</summary>
    public override string ToString() => $"{Name} {OutputShape}";

    private static bool Begins(string name, string path) => name.StartsWith(path + ".", StringComparison.Ordinal);

    private static string Listed((string Name, Parameter Parameter)[] named) =>
        named.Length == 0 ? "none" : string.Join(", ", named.Select(entry => entry.Name));

    private Parameter Only(string role)
    {
        (string Name, Parameter Parameter)[] found = Array.FindAll(
            _named, entry => entry.Name.EndsWith("." + role, StringComparison.Ordinal) && OperationOf(entry.Name) != "batchnorm");

        // The gain of a normalization is not what is meant, even where it stands alone.
        return found.DistinctBy(entry => entry.Parameter).Count() == 1 && OperationOf(found[0].Name) is not ("layernorm" or "rmsnorm")
            ? found[0].Parameter
            : throw new InvalidOperationException(
                $"{Name} has {(found.Length > 1 ? "more than one" : "no")} {role}: "
                    + $"name one of {Listed(found.Length > 1 ? found : _named)}.");
    }

    /// <summary>"linear" of "0.Think.linear1.weight".</summary>
    private static string OperationOf(string name) => name.Split('.')[^2].TrimEnd([.. "0123456789"]);
}
