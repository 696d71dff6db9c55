using System.Globalization;
using System.Numerics;

namespace NetGen.Tests.Fixtures;

/// <summary>One PyTorch fixture: tests/fixtures/README.md says what it holds.</summary>
/// <typeparam name="T">The number type its tensors are read as.</typeparam>
internal sealed class Fixture<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly string[] s_other = ["input", "target", "output", "loss", "grad", "after3"];
    private readonly SafetensorsFile _file;

    public Fixture(string name) => _file = SafetensorsFile.Open(Path.Combine(AppContext.BaseDirectory, "fixtures", $"{name}.safetensors"));

    public int BatchSize => (int)Number("batch");

    public int Steps => (int)Number("steps");

    /// <summary>Positions of each sample where they are fewer than declared.</summary>
    public int? Length => _file.Metadata.ContainsKey("length") ? (int)Number("length") : null;

    /// <summary>The optimizer that PyTorch used, with its settings; all parameters decay.</summary>
    public Optimizer CreateOptimizer()
    {
        (float rate, float decay) = (Number("learning_rate"), Number("weight_decay"));
        return _file.Metadata["optimizer"] switch
        {
            "sgd" => new Sgd(rate, Number("momentum"), _file.Metadata["nesterov"] == "true", decay) { DecaysVectors = true },
            "adam" => new Adam(rate, Number("beta1"), Number("beta2"), Number("epsilon"), decay) { DecaysVectors = true },
            "adamw" => new AdamW(rate, Number("beta1"), Number("beta2"), Number("epsilon"), decay) { DecaysVectors = true },
            string other => throw new NotSupportedException($"The fixture's optimizer is {other}."),
        };
    }

    /// <summary>A tensor of numbers.</summary>
    public T[] this[string name] => Array.ConvertAll(_file.ReadDoubles(name), T.CreateTruncating);

    /// <summary>A tensor of tokens or labels.</summary>
    public int[] Integers(string name) => _file.ReadInt32s(name);

    /// <summary>One sample of a tensor of numbers.</summary>
    public T[] Sample(string name, int sample) => Part(this[name], sample);

    /// <summary>One sample of a tensor of tokens.</summary>
    public int[] IntegerSample(string name, int sample) => Part(Integers(name), sample);

    public bool Contains(string name) => _file.Contains(name);

    /// <summary>Whether a tensor holds tokens or labels.</summary>
    public bool IsIntegers(string name) => _file[name].Dtype == "I32";

    public Shape ShapeOf(string name) => _file[name].Shape;

    /// <summary>Names of parameters, running statistics and tables, in order.</summary>
    public IEnumerable<string> Parameters => Names.Where(name => !s_other.Contains(name.Split('.')[0])).Order(StringComparer.Ordinal);

    /// <summary>Names of the parameters that have gradients, in order.</summary>
    public IEnumerable<string> Trained => Names
        .Where(name => name.StartsWith("grad.", StringComparison.Ordinal))
        .Select(name => name["grad.".Length..])
        .Order(StringComparer.Ordinal);

    public void Dispose() => _file.Dispose();

    private IEnumerable<string> Names => _file.Tensors.Select(tensor => tensor.Name);

    private TElement[] Part<TElement>(TElement[] all, int sample)
    {
        int size = all.Length / BatchSize;
        return all[(sample * size)..((sample + 1) * size)];
    }

    private float Number(string name) => float.Parse(_file.Metadata[name], CultureInfo.InvariantCulture);
}
