using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Graph;

/// <summary>One operation of the network: an attribute on a stage, or an input.</summary>
internal sealed class Step
{
    /// <summary>The attribute's name; "Input" and "TokenInput" for inputs.</summary>
    public required string Kind { get; init; }

    /// <summary>What it reads: the value so far, then other stages.</summary>
    public required IReadOnlyList<Step> Inputs { get; init; }

    /// <summary>The shape of its output as NetGen sees it: features; length, features; channels, height, width.</summary>
    public required int[] Form { get; init; }

    /// <summary>Arguments before the names of other stages.</summary>
    public string Before { get; init; } = "";

    /// <summary>Arguments behind them.</summary>
    public string After { get; init; } = "";

    /// <summary>Whether in a stage's first place it joins just the stages it names.</summary>
    public bool Joins { get; init; }

    /// <summary>Whether each element of the output follows the same element of the input, wherever it stands.</summary>
    public bool IsElementwise { get; init; }

    /// <summary>Whether training leaves its weights alone.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Values of its parameters.</summary>
    public IReadOnlyList<Weight> Weights { get; init; } = [];

    /// <summary>The node or weight that it comes from, which names its stage.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Its place in the order of creation.</summary>
    public int Index { get; init; }

    /// <summary>Of tokens: how many there are, as the tables say that are read by them.</summary>
    public int Vocabulary { get; set; } = int.MaxValue;

    /// <summary>
    /// Whether it is a sequence that may be shorter at run time: an input, or what keeps its positions. What takes one of fixed length
    /// beside it needs both fixed.
    /// </summary>
    public bool IsOfAnyLength { get; init; }

    /// <summary>The same of other inputs.</summary>
    public Step With(IReadOnlyList<Step> inputs) => new()
    {
        Kind = Kind, Inputs = inputs, Form = Form, Before = Before, After = After, Joins = Joins, IsElementwise = IsElementwise,
        IsFrozen = IsFrozen, Weights = Weights, Origin = Origin,
    };

    public int Size => Form.Aggregate(1, static (product, dim) => product * dim);

    public bool IsInput => Inputs.Count == 0;
}

/// <summary>A parameter's values.</summary>
/// <param name="Role">Its name behind the operation's.</param>
/// <param name="Dims">Its shape.</param>
/// <param name="Values">As many numbers.</param>
internal sealed record Weight(string Role, int[] Dims, Tensor Values)
{
    public static Weight Of(string role, Tensor values, params int[] dims) => new(role, dims, values.Reshaped(dims));
}
