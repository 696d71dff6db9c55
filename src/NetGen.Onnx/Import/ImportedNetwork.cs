using NetGen.Onnx.Import.Reading;
using NetGen.Onnx.Import.Writing;

namespace NetGen.Onnx.Import;

/// <summary>A model as a NetGen network: its declaration in C# and its weights.</summary>
public sealed class ImportedNetwork
{
    internal ImportedNetwork(string className, string source, bool isDouble, IReadOnlyList<NamedWeight> weights)
    {
        ClassName = className;
        Source = source;
        IsDouble = isDouble;
        NamedWeights = weights;
    }

    /// <summary>The class's name, and the files'.</summary>
    public string ClassName { get; }

    /// <summary>The declaration: a file of C#.</summary>
    public string Source { get; }

    /// <summary>The stages, for people: what they are of, and how many weights they have.</summary>
    public required IReadOnlyList<ImportedStage> Stages { get; init; }

    /// <summary>What the network takes, in order.</summary>
    public required IReadOnlyList<ImportedInput> Inputs { get; init; }

    /// <summary>What it gives, in the order of the model.</summary>
    public required IReadOnlyList<ImportedOutput> Outputs { get; init; }

    /// <summary>What the network does otherwise than the model, for people: weights of two stages that are one in the model.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>Number of weights, running statistics among them.</summary>
    public long WeightCount => NamedWeights.Sum(static weight => (long)weight.Values.Count);

    /// <summary>Whether the network computes in double precision, as the model does.</summary>
    internal bool IsDouble { get; }

    internal IReadOnlyList<NamedWeight> NamedWeights { get; }

    /// <summary>Writes CLASS.cs and CLASS.safetensors: both, or in an error neither anew.</summary>
    /// <param name="folder">Where; made where it is not there.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        string source = Path.Combine(folder, ClassName + ".cs"), weights = Path.Combine(folder, ClassName + ".safetensors");
        Save(source, weights);
    }

    /// <summary>The same to two files by name, whose folders must exist.</summary>
    /// <param name="source">The declaration.</param>
    /// <param name="weights">The weights.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Save(string source, string weights)
    {
        // The declaration waits beside its place until the weights are there.
        byte[] text = System.Text.Encoding.UTF8.GetBytes(Source);
        Parameter[] parameters = [.. NamedWeights.Select(weight => weight.ToParameter(IsDouble))];
        AtomicFile.Write(source, stream =>
        {
            stream.Write(text);
            Safetensors.Save(weights, parameters);
        });
    }
}

/// <summary>A stage of an imported network.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operations">"Conv2d → Relu".</param>
/// <param name="Shape">Of its output: "32×14×14".</param>
/// <param name="Weights">How many numbers.</param>
public sealed record ImportedStage(string Name, string Operations, string Shape, long Weights);

/// <summary>An input of an imported network.</summary>
/// <param name="ModelName">Its name in the model.</param>
/// <param name="Name">Its name in the network; "input" where it is the only one.</param>
/// <param name="IsTokens">Whether it takes whole numbers that are looked up.</param>
public sealed record ImportedInput(string ModelName, string Name, bool IsTokens);

/// <summary>An output of an imported network.</summary>
/// <param name="ModelName">Its name in the model.</param>
/// <param name="Stage">The stage that gives it; null where it is a constant.</param>
public sealed record ImportedOutput(string ModelName, string? Stage)
{
    /// <summary>What it always is.</summary>
    internal Tensor? Constant { get; init; }

    /// <summary>Which axis is the batch in the model; −1 for none.</summary>
    internal int BatchAxis { get; init; } = -1;
}
