namespace NetGen.Generators.Ops;

/// <summary>The ONNX operator that computes what an operation does in inference.</summary>
/// <param name="Name">ONNX's name: "BatchNormalization".</param>
/// <param name="Attributes">int, double, string, or arrays of numbers.</param>
internal sealed record OnnxOperator(string Name, params (string Name, object Value)[] Attributes)
{
    /// <summary>What it reads behind the value so far.</summary>
    public IReadOnlyList<OnnxInput> Inputs { get; init; } = [];

    /// <summary>Whether of a sequence, too, it wants the channels before the positions.</summary>
    public bool IsChannelsFirst { get; init; }

    /// <summary>
    /// Whether it has attributes that count in the result, or computes, in float whatever its inputs are: in a network in double it is
    /// written as its nodes.
    /// </summary>
    public bool IsFloat { get; init; }

    /// <summary>A normalization's scale and shift for each channel: 1 and 0 where the operation learns none.</summary>
    public static IReadOnlyList<OnnxInput> Affine(OperationUse use) => use.Parameters.Any(p => p.Role == "weight")
        ? [new("weight"), new("bias")]
        : [new(null) { Fill = (1, use.Input.Channels) }, new(null) { Fill = (0, use.Input.Channels) }];
}

/// <summary>One input of an ONNX operator; the parameter of a role, or what is said beside it.</summary>
/// <param name="Role">"weight"; null for none.</param>
internal sealed record OnnxInput(string? Role)
{
    /// <summary>Nothing.</summary>
    public static readonly OnnxInput None = new((string?)null);

    /// <summary>Whether the parameter is one for each channel that broadcasts over what stands behind it.</summary>
    public bool Broadcasts { get; init; }

    /// <summary>A number, so often.</summary>
    public (double Value, int Count)? Fill { get; init; }

    /// <summary>Whole numbers.</summary>
    public int[]? Integers { get; init; }
}

/// <summary>The ONNX recurrence that computes what a recurrence of this compiler does.</summary>
/// <param name="Operator">"LSTM", "GRU", "RNN".</param>
/// <param name="Gates">Which of the gates, as they lie in the weights here, each of ONNX's is.</param>
/// <param name="Attributes">Of the operator.</param>
internal sealed record OnnxRecurrence(string Operator, IReadOnlyList<int> Gates, params (string Name, object Value)[] Attributes)
{
    /// <summary>The parameter that is the bias of the last gate's recurrence; null for none.</summary>
    public string? LastBias { get; init; }

    /// <summary>Features of a state.</summary>
    public int Hidden { get; init; }

    public int Layers { get; init; }

    /// <summary>What the parameters' names end with, one for each direction: "", "_reverse".</summary>
    public IReadOnlyList<string> Ways { get; init; } = [""];

    public bool IsLastOnly { get; init; }

    public bool HasBias { get; init; }
}
