using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>The values of a graph by the names that they have in ONNX.</summary>
/// <param name="lengths">Names of the lengths that are open.</param>
/// <param name="precision">Of the network.</param>
/// <param name="outer">Those around a body; null for a network's own.</param>
internal sealed class OnnxValues(IReadOnlyList<string> lengths, Precision precision, OnnxValues? outer = null)
{
    private readonly Dictionary<Node, string> _values = [];
    private readonly Dictionary<Node, string> _names = [];

    /// <summary>Where they are made.</summary>
    public OnnxGraph Graph { get; } = new(outer?.Graph);

    public bool IsDouble => precision == Precision.Double;

    /// <summary>Those of a body that stands in this graph.</summary>
    public OnnxValues Inner() => new(lengths, precision, this);

    /// <summary>Says what a value is to be called.</summary>
    public void Name(Node node, string name) => _names[node] = name;

    public string NameOf(Node node) => _names.TryGetValue(node, out string name) ? name : node.Name;

    /// <summary>Says which value of ONNX a node's is; "" where nobody reads it.</summary>
    public string Set(Node node, string value) => _values[node] = value;

    public bool IsSet(Node node) => _values.ContainsKey(node);

    /// <summary>The name of a value that is there.</summary>
    public string Of(Node node) => _values.TryGetValue(node, out string name) && name.Length > 0
        ? name
        : node is ParameterLeaf parameter ? Graph.Parameter(parameter.Parameter.Name)
        : outer is not null ? outer.Of(node)
        : throw new InvalidOperationException($"'{node.Name}' has no value in ONNX.");

    /// <summary>The number of samples, or of the positions of a length: [1] whole number.</summary>
    public string Count(int length)
    {
        if (outer is not null)
        {
            return outer.Count(length);
        }

        InputLeaf input = _values.Keys.OfType<InputLeaf>().First(leaf => length < 0 || leaf.Shape.Length == length);
        string what = length < 0 ? "batch" : lengths[length], sizes = Graph.Add($"{Of(input)}/sizes", "Shape", [Of(input)]);
        return Graph.Add($"number of {what}", "Gather", [sizes, Graph.Integers(length < 0 ? 0 : 1)]);
    }

    /// <summary>As a number of the network's type.</summary>
    public string Cast(string name, string value) => Graph.Add(name, "Cast", [value], ("to", IsDouble ? 11 : 1));

    /// <summary>The axes of what goes in or comes out.</summary>
    public IReadOnlyList<string> Dimensions(TensorShape shape, bool isTokens) =>
    [
        .. OnnxForm.Sizes(shape).Take(isTokens ? 2 : 4)
            .Select((size, axis) => axis == 0 ? "batch" : size < 0 ? lengths[shape.Length] : $"{size}"),
    ];
}
