using System.Globalization;
using System.Numerics;

namespace NetGen.Tests.Fixtures;

/// <summary>One PyTorch fixture: tests/fixtures/README.md says what it holds.</summary>
internal sealed class Fixture<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SafetensorsFile _file;

    public Fixture(string name) =>
        _file = SafetensorsFile.Open(Path.Combine(AppContext.BaseDirectory, "fixtures", $"{name}.{(typeof(T) == typeof(float) ? "f32" : "f64")}.safetensors"));

    public int BatchSize => (int)Number("batch");

    public int Steps => (int)Number("steps");

    public bool HasLabels => _file.Contains("labels");

    public int[] Labels => _file.ReadInt32s("labels");

    /// <summary>The optimizer that PyTorch used, with its settings.</summary>
    public Optimizer CreateOptimizer() => _file.Metadata["optimizer"] switch
    {
        "sgd" => new Sgd(Number("learning_rate"), Number("momentum"), _file.Metadata["nesterov"] == "true", Number("weight_decay")),
        "adam" => new Adam(Number("learning_rate"), Number("beta1"), Number("beta2"), Number("epsilon"), Number("weight_decay")),
        "adamw" => new AdamW(Number("learning_rate"), Number("beta1"), Number("beta2"), Number("epsilon"), Number("weight_decay")),
        string other => throw new NotSupportedException($"The fixture's optimizer is {other}."),
    };

    /// <summary>A tensor of numbers.</summary>
    public T[] this[string name] => Array.ConvertAll(_file.ReadDoubles(name), T.CreateTruncating);

    public Shape ShapeOf(string name) => _file[name].Shape;

    /// <summary>Names of all gradients.</summary>
    public IEnumerable<string> Gradients => _file.Tensors.Select(tensor => tensor.Name).Where(name => name.StartsWith("grad.", StringComparison.Ordinal));

    public void Dispose() => _file.Dispose();

    private float Number(string name) => float.Parse(_file.Metadata[name], CultureInfo.InvariantCulture);
}
