namespace NetGen;

/// <summary>A file with named tensors, of whatever format.</summary>
internal interface ITensorFile
{
    /// <summary>Its path, for messages.</summary>
    string FileName { get; }

    /// <summary>Its tensors; number types by the names of safetensors.</summary>
    IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>Whether the weights in it were trained on inputs that it holds a preparation for.</summary>
    bool HasPreparation { get; }

    /// <summary>Values of a tensor of F16, BF16 or F32.</summary>
    /// <exception cref="IOException">It is damaged, or of another type.</exception>
    float[] ReadSingles(string name);

    /// <summary>Values of a tensor of F16, BF16, F32 or F64.</summary>
    /// <inheritdoc cref="ReadSingles"/>
    double[] ReadDoubles(string name);

    /// <summary>What is thrown about a tensor or a parameter.</summary>
    IOException Error(string name, string problem);
}
