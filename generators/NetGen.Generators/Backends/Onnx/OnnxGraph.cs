using System.Globalization;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>A graph of ONNX operators as it is written: what it takes and gives, constants, parameters by name, nodes in order.</summary>
/// <param name="outer">The graph whose node this is the body of; null for a network's own.</param>
internal sealed class OnnxGraph(OnnxGraph? outer = null)
{
    private readonly HashSet<string> _names = outer?._names ?? [];
    private readonly Dictionary<string, string> _nodes = [];

    public List<OnnxInterface> Inputs { get; } = [];

    public List<OnnxInterface> Outputs { get; } = [];

    /// <summary>Names of the network's parameters that are read.</summary>
    public List<string> Parameters { get; } = outer?.Parameters ?? [];

    public List<OnnxConstant> Constants { get; } = outer?.Constants ?? [];

    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>A name that nothing has yet.</summary>
    public string Unique(string name)
    {
        string free = name;
        for (int i = 1; !_names.Add(free); i++)
        {
            free = $"{name}_{i.ToString(CultureInfo.InvariantCulture)}";
        }

        return free;
    }

    /// <summary>Adds a node of one output and gives its name; an equal node that is there already serves.</summary>
    public string Add(string name, string op, IEnumerable<string> inputs, params (string Name, object Value)[] attributes)
    {
        string[] read = [.. inputs];
        string key = string.Join("\n", [op, .. read, .. attributes.Select(a => $"{a.Name}={OnnxNode.TextOf(a.Value)}")]);
        if (!_nodes.TryGetValue(key, out string known))
        {
            known = Unique(name);
            _nodes[key] = known;
            Nodes.Add(new(op, read, [known], attributes));
        }

        return known;
    }

    /// <summary>A value with other sizes of its axes.</summary>
    public string Reshape(string name, string value, int[] sizes) => Add(name, "Reshape", [value, Integers(sizes)]);

    /// <summary>A part of a value along one axis.</summary>
    public string Columns(string name, string value, int first, int end, int axis) =>
        Add(name, "Slice", [value, Integers(first), Integers(end), Integers(axis)]);

    /// <summary>The parameter of that name.</summary>
    public string Parameter(string name)
    {
        if (_names.Add(name))
        {
            Parameters.Add(name);
        }

        return name;
    }

    /// <summary>A number.</summary>
    public string Number(double value) => Numbers([], [value]);

    /// <summary>Numbers of the network's type.</summary>
    public string Numbers(IReadOnlyList<int> dimensions, IReadOnlyList<double> values) => Constant(new(
        NameOf(dimensions, values), dimensions, values, IsInteger: false));

    /// <summary>Whole numbers: axes, sizes.</summary>
    public string Integers(params int[] values) =>
        Constant(new($"int64 [{string.Join(", ", values)}]", [values.Length], [.. values.Select(v => (double)v)], IsInteger: true));

    /// <summary>One whole number.</summary>
    public string Integer(int value) => Constant(new($"int64 {value}", [], [value], IsInteger: true));

    /// <summary>"0.5", "[0, 1]", "24 × 0".</summary>
    private static string NameOf(IReadOnlyList<int> dimensions, IReadOnlyList<double> values)
    {
        string[] texts = [.. values.Select(v => v.ToString("R", CultureInfo.InvariantCulture))];
        return dimensions.Count == 0 ? texts[0]
            : texts.Length > 1 && texts.Distinct().Count() == 1 ? $"{string.Join("×", dimensions)} × {texts[0]}"
            : $"[{string.Join(", ", texts)}]" + (dimensions.Count > 1 ? $" as {string.Join("×", dimensions)}" : "");
    }

    private string Constant(OnnxConstant constant)
    {
        if (_names.Add(constant.Name))
        {
            Constants.Add(constant);
        }

        return constant.Name;
    }
}

/// <summary>A value that goes in or comes out.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">A name for what is open, such as "batch"; else a number.</param>
/// <param name="IsTokens">Whether it is whole numbers.</param>
internal sealed record OnnxInterface(string Name, IReadOnlyList<string> Dimensions, bool IsTokens = false);

/// <summary>A tensor that is part of the graph.</summary>
internal sealed record OnnxConstant(string Name, IReadOnlyList<int> Dimensions, IReadOnlyList<double> Values, bool IsInteger);

/// <summary>One operator.</summary>
/// <param name="Operator">ONNX's name of it.</param>
/// <param name="Inputs">Names; "" for one that is left out.</param>
/// <param name="Outputs">Names; "" for one that nobody reads.</param>
/// <param name="Attributes">int, double, string, arrays of numbers, or a graph.</param>
internal sealed record OnnxNode(
    string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<(string Name, object Value)> Attributes)
{
    /// <summary>Operators that came after opset 21, and with which they did.</summary>
    public int Opset => Operator is "Attention" or "RMSNormalization" or "RotaryEmbedding" ? 23 : 21;

    /// <summary>An attribute's value as C#.</summary>
    public static string TextOf(object value) => value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
        int[] numbers => string.Join(", ", numbers),
        string text => $"\"{text}\"",
        string[] texts => string.Join(", ", texts.Select(TextOf)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
