namespace NetGen.Onnx.Import;

/// <summary>How a model is imported.</summary>
public sealed record ImportOptions
{
    /// <summary>The network's class: the file's name made one unless given.</summary>
    public string? ClassName { get; init; }

    /// <summary>Its namespace: none unless given.</summary>
    public string? Namespace { get; init; }

    /// <summary>The loss it is to be trained with, "cross-entropy" or the attribute's name; none unless given.</summary>
    public string? Loss { get; init; }

    /// <summary>Sizes of dimensions that the model names and leaves open, as a sequence's length.</summary>
    public IReadOnlyDictionary<string, int> Dimensions { get; init; } = new Dictionary<string, int>();

    /// <summary>Which axis of the inputs is the batch: the first unless given; −1 where each input is one sample as a whole.</summary>
    public int BatchAxis { get; init; }

    /// <summary>Inputs that are constants here, by name: for models that take weights as inputs.</summary>
    internal IReadOnlyDictionary<string, Reading.Tensor> Constants { get; init; } = new Dictionary<string, Reading.Tensor>();
}
