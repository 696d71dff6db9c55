namespace NetGen;

/// <summary>A stage of a network: its name, its output's shape and its parameters.</summary>
public sealed class Layer
{
    private readonly Parameter[] _parameters;

    /// <summary>Makes a stage; called by generated code.</summary>
    /// <param name="name">The property's name.</param>
    /// <param name="outputShape">Shape of the output of one sample.</param>
    /// <param name="parameters">All parameters of the network: the stage takes those whose names begin with its own.</param>
    public Layer(string name, Shape outputShape, IReadOnlyList<Parameter> parameters)
    {
        Name = name;
        OutputShape = outputShape;
        _parameters = [.. parameters.Where(p => p.Name.StartsWith(name + ".", StringComparison.Ordinal))];
    }

    /// <summary>The property's name.</summary>
    public string Name { get; }

    /// <summary>Shape of the output of one sample.</summary>
    public Shape OutputShape { get; }

    /// <summary>Parameters and running statistics, in the order of the operations.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The weights of the stage's Linear or Conv2d.</summary>
    /// <exception cref="InvalidOperationException">The stage has none, or several: name one, as in <c>Head["linear1.weight"]</c>.</exception>
    public Parameter Weights => Only("weight");

    /// <summary>The bias of the stage's Linear or Conv2d.</summary>
    /// <exception cref="InvalidOperationException">The stage has none, or several: name one, as in <c>Head["linear1.bias"]</c>.</exception>
    public Parameter Bias => Only("bias");

    /// <summary>One parameter: "linear0.weight", "conv2d0.bias", "batchnorm0.running_mean". Operations of a kind are counted from 0.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public Parameter this[string name] => Array.Find(_parameters, p => p.Name == $"{Name}.{name}")
        ?? throw new KeyNotFoundException($"{Name} has no parameter {name}; it has {Listed(_parameters)}.");

    /// <summary>"Stem 32×14×14".</summary>
    public override string ToString() => $"{Name} {OutputShape}";

    private Parameter Only(string role)
    {
        Parameter[] found = Array.FindAll(
            _parameters, p => p.Name.EndsWith("." + role, StringComparison.Ordinal) && !p.Name.StartsWith(Name + ".batchnorm", StringComparison.Ordinal));
        return found.Length == 1
            ? found[0]
            : throw new InvalidOperationException($"{Name} has {(found.Length == 0 ? "no" : "more than one")} {role}: name one of {Listed(found.Length == 0 ? _parameters : found)}.");
    }

    private string Listed(Parameter[] parameters) =>
        parameters.Length == 0 ? "none" : string.Join(", ", parameters.Select(p => p.Name[(Name.Length + 1)..]));
}
