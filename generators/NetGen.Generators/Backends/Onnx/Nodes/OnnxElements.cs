using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>Formulas over elements, and reductions of them.</summary>
internal sealed class OnnxElements(OnnxValues values)
{
    private readonly OnnxGraph _graph = values.Graph;

    public string Map(MapNode map)
    {
        string name = values.NameOf(map);
        return Broadcast(name, map, Formula(name, map.Body, map.Shape, map.Inputs));
    }

    public string Reduce(ReduceNode node)
    {
        string name = values.NameOf(node), op = node.Operator == ReduceOperator.Max ? "ReduceMax" : "ReduceSum";
        if (node.Shape.Kind != Axes.Rows)
        {
            throw new InvalidOperationException($"'{node.Name}' reduces over samples.");
        }

        MapNode formula = new(name, node.Domain, node.Body, [.. node.Inputs]);
        string value = Broadcast(name, formula, Formula(name, node.Body, node.Domain, node.Inputs));
        return _graph.Add(name, op, [value, _graph.Integers(OnnxForm.ChannelAxis(node.Domain))], ("keepdims", 1));
    }

    /// <summary>A formula over inputs that broadcast to a shape.</summary>
    private string Formula(string name, Expr body, TensorShape shape, IReadOnlyList<Node> inputs)
    {
        int behind = OnnxForm.Rank(shape) - 1 - OnnxForm.ChannelAxis(shape);
        return new OnnxFormulas(
            _graph, name, (shape.Channels, behind), index => values.Aligned(inputs[index], shape), IsLabel,
            inverse => Inverse(name, inverse)).Of(body);

        // Tokens that are compared have the form of one number for each position.
        string IsLabel(int index, int label)
        {
            string equal = _graph.Add($"{name}/Equal", "Equal", [values.Of(inputs[index]), _graph.Integer(label)]);
            return _graph.Add($"{name}/rows", "Unsqueeze", [values.Cast($"{name}/number", equal), _graph.Integers(2)]);
        }
    }

    /// <summary>Of a value whose formula reads nothing of its own shape: the copies of what it reads.</summary>
    private string Broadcast(string name, MapNode map, string value)
    {
        bool isWhole = map.Inputs.Any(input => map.Body.Inputs().Contains(IndexOf(map, input)) && Covers(input.Shape, map.Shape));
        if (isWhole || map.Shape.Kind is Axes.None or Axes.Channels or Axes.Positions)
        {
            return value;
        }

        int[] sizes = [.. OnnxForm.Sizes(map.Shape).Select((size, axis) => axis == 0 ? 1 : size)];
        if (map.Shape.Length < 0 && map.Inputs.Any(input => input.Shape.Kind.HasFlag(Axes.Batch)))
        {
            return _graph.Add($"{name}/Expand", "Expand", [value, _graph.Integers(sizes)]);
        }

        // As many samples, and as many positions, as the network's inputs have.
        string[] parts = [.. OnnxForm.Sizes(map.Shape).Select((size, axis) => axis == 0 ? values.Count(-1) : size < 0
            ? values.Count(map.Shape.Length) : _graph.Integers(size))];
        return _graph.Add($"{name}/Expand", "Expand", [value, _graph.Add("sizes", "Concat", parts, ("axis", 0))]);
    }

    private static int IndexOf(MapNode map, Node input) => Enumerable.Range(0, map.Inputs.Count).First(i => map.Inputs[i] == input);

    private static bool Covers(TensorShape input, TensorShape shape) =>
        input.Kind.HasFlag(shape.Kind) && input.Form != Form.Tokens
        && OnnxForm.Sizes(input).Skip(1).SequenceEqual(OnnxForm.Sizes(shape).Skip(1));

    /// <summary>1 / samples, or 1 / (samples · positions).</summary>
    private string Inverse(string name, Expr.InverseBatch inverse)
    {
        string count = values.Count(-1);
        count = inverse.Length < 0 ? count : _graph.Add($"{name}/rows of batch", "Mul", [count, values.Count(inverse.Length)]);
        return _graph.Add($"{name}/Reciprocal", "Reciprocal", [values.Cast($"{name}/count", count)]);
    }
}
