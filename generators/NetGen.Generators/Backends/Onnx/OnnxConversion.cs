using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>
/// The graph of a prediction as ONNX operators. An operation that ONNX has, too, says so (<see cref="Operation.Onnx"/>); any other is what
/// its nodes are, by their kind: so there is none that cannot be written, whoever made it.
/// </summary>
internal sealed partial class OnnxConversion
{
    private readonly OnnxGraph _graph;
    private readonly Dictionary<Node, string> _values = [];
    private readonly Dictionary<Node, string> _names = [];
    private readonly ILookup<Node, Node> _readers;
    private readonly IReadOnlyList<string> _lengths;
    private readonly Precision _precision;
    private readonly OnnxConversion? _outer;

    private OnnxConversion(NetworkGraph graph, IReadOnlyList<string> lengths, Precision precision, OnnxConversion? outer = null)
    {
        _graph = new(outer?._graph);
        _lengths = lengths;
        _precision = precision;
        _outer = outer;
        _readers = graph.Nodes.SelectMany(node => node.Inputs.Select(input => (input, node))).Concat(graph.Outputs.Select(o => (o, o)))
            .ToLookup(pair => pair.Item1, pair => pair.Item2);
    }

    public static OnnxGraph Of(ShapedNetwork network)
    {
        ForwardGraph forward = GraphBuilder.Build(network with { Losses = [] }, Mode.Inference);
        string[] lengths =
            [.. network.Lengths.Select((_, i) => network.Lengths.Count == 1 ? "length" : $"length{i}")];
        OnnxConversion conversion = new(forward.Graph, lengths, network.Model.Precision);
        conversion.Convert(network, forward);
        return conversion._graph;
    }

    private void Convert(ShapedNetwork network, ForwardGraph forward)
    {
        foreach (ShapedOutput output in network.Outputs)
        {
            _graph.Unique(output.Name);
        }

        foreach (InputLeaf input in forward.Graph.Nodes.OfType<InputLeaf>())
        {
            _values[input] = _graph.Unique(input.Name);
            _graph.Inputs.Add(new(
                _values[input], Dimensions(input.Shape, isTokens: input.Shape.Form == Form.Tokens), input.Shape.Form == Form.Tokens));
        }

        Dictionary<Node, TapeEntry> operations = [];
        foreach (TapeEntry entry in forward.Tape.Where(entry => entry.Nodes.Count > 0))
        {
            operations[entry.Nodes[0]] = entry;
            _names[entry.Output] = entry.Use.Label;
        }

        foreach (Node node in forward.Graph.Nodes)
        {
            if (operations.TryGetValue(node, out TapeEntry operation) && Operation(operation) is { } value)
            {
                _values[operation.Output] = value;
                foreach (Node inner in operation.Nodes.Where(inner => inner is not Leaf && inner != operation.Output))
                {
                    _values[inner] = "";
                }
            }
            else if (node is not InputLeaf && !_values.ContainsKey(node))
            {
                Convert(node);
            }
        }

        for (int i = 0; i < network.Outputs.Count; i++)
        {
            ShapedOutput output = network.Outputs[i];
            _graph.Nodes.Add(new("Identity", [Value(forward.Graph.Outputs[i])], [output.Name], []));
            _graph.Outputs.Add(new(output.Name, Dimensions(output.Shape, isTokens: false)));
        }
    }

    /// <summary>An operation that ONNX has, too; null for another.</summary>
    private string? Operation(TapeEntry entry)
    {
        OperationUse use = entry.Use;
        return use.Operation.OnnxRecurrence(use) is { } recurrence ? Recurrence(recurrence, entry)
            : use.Operation.Onnx(use) is { } op && !(op.IsFloat && _precision == Precision.Double) ? Operator(op, entry)
            : null;
    }

    private string Operator(OnnxOperator op, TapeEntry entry)
    {
        OperationUse use = entry.Use;
        bool isLine = op.IsChannelsFirst && use.Input.IsSequence;
        int behind = op.IsChannelsFirst || use.Input.IsImage ? OnnxForm.Rank(use.Input) - 2 : 0;
        string[] rest = [.. op.Inputs.Select(Input)];
        return ChannelsFirst(use.Label, entry.Context.Input, isLine, x => Add(
            isLine ? $"{use.Label}/{op.Name}" : use.Label, op.Name, [x, .. rest], op.Attributes));

        string Input(OnnxInput input)
        {
            if (input.Role is null)
            {
                return input.Fill is { } fill ? Numbers([fill.Count], [.. Enumerable.Repeat(fill.Value, fill.Count)])
                    : input.Integers is { } integers ? Integers(integers)
                    : "";
            }

            ParameterInfo info = use.Parameters.Single(p => p.Role == input.Role);
            string parameter = Parameter(info.Name);
            return input.Broadcasts && info.Size > 1 && behind > 0
                ? Reshape($"{parameter}/per channel", parameter, [info.Size, .. Enumerable.Repeat(1, behind)])
                : parameter;
        }
    }

    /// <summary>The name of a value that is there.</summary>
    public string Value(Node node) => _values.TryGetValue(node, out string name) && name.Length > 0
        ? name
        : node is ParameterLeaf parameter ? _graph.Parameter(parameter.Parameter.Name)
        : _outer is not null ? _outer.Value(node)
        : throw new InvalidOperationException($"'{node.Name}' has no value in ONNX.");

    public string Parameter(string name) => _graph.Parameter(name);

    public string Number(double value) => _graph.Number(value);

    public string Numbers(int[] dimensions, double[] values) => _graph.Numbers(dimensions, values);

    public string Integers(params int[] values) => _graph.Integers(values);

    public string Add(string name, string op, IEnumerable<string> inputs, params (string Name, object Value)[] attributes) =>
        _graph.Add(name, op, inputs, attributes);

    /// <summary>Adds a node of several outputs.</summary>
    public void AddNode(OnnxNode node) => _graph.Nodes.Add(node);

    public string Unique(string name) => _graph.Unique(name);

    private void Convert(Node node)
    {
        switch (node)
        {
            case ParameterLeaf or ResultNode:
                // Parameters are read where they are used, further results belong to their node.
                break;
            case MapNode map:
                _values[map] = Broadcast(map, Formula(NameOf(map), map.Body, map.Shape, map.Inputs));
                break;
            case ReduceNode reduce:
                _values[reduce] = Reduce(reduce);
                break;
            case ContractionNode contraction:
                Contract(contraction);
                break;
            case PoolNode pool:
                _values[pool] = Pool(pool);
                break;
            case MoveNode move:
                _values[move] = Move(move);
                break;
            case JoinNode join:
                _values[join] = Join(join);
                break;
            case OpaqueNode opaque:
                _values[opaque] = Opaque(opaque);
                break;
            case ScanNode scan:
                Scan(scan);
                break;
            default:
                throw new InvalidOperationException($"{node.GetType().Name} has no ONNX operator.");
        }
    }

    private string NameOf(Node node) => _names.TryGetValue(node, out string name) ? name : node.Name;

    /// <summary>A formula over inputs that broadcast to a shape.</summary>
    private string Formula(string name, Expr body, TensorShape shape, IReadOnlyList<Node> inputs)
    {
        int behind = OnnxForm.Rank(shape) - 1 - OnnxForm.ChannelAxis(shape);
        return new OnnxFormulas(
            _graph, name, (shape.Channels, behind), index => Aligned(inputs[index], shape), IsLabel,
            inverse => Inverse(name, inverse)).Of(body);

        // Tokens that are compared have the form of one number for each position.
        string IsLabel(int index, int label)
        {
            string equal = Add($"{name}/Equal", "Equal", [Value(inputs[index]), _graph.Integer(label)]);
            return Add($"{name}/rows", "Unsqueeze", [Cast($"{name}/number", equal), Integers(2)]);
        }
    }

    /// <summary>Of a value whose formula reads nothing of its own shape: the copies of what it reads.</summary>
    private string Broadcast(MapNode map, string value)
    {
        bool isWhole = map.Inputs.Any(input => map.Body.Inputs().Contains(IndexOf(map, input)) && Covers(input.Shape, map.Shape));
        if (isWhole || map.Shape.Kind is Axes.None or Axes.Channels or Axes.Positions)
        {
            return value;
        }

        int[] sizes = [.. OnnxForm.Sizes(map.Shape).Select((size, axis) => axis == 0 ? 1 : size)];
        if (map.Shape.Length < 0 && map.Inputs.Any(input => input.Shape.Kind.HasFlag(Axes.Batch)))
        {
            return Add($"{NameOf(map)}/Expand", "Expand", [value, Integers(sizes)]);
        }

        // As many samples, and as many positions, as the network's inputs have.
        string[] parts = [.. OnnxForm.Sizes(map.Shape).Select((size, axis) => axis == 0 ? Count(-1) : size < 0
            ? Count(map.Shape.Length) : Integers(size))];
        return Add($"{NameOf(map)}/Expand", "Expand", [value, Add("sizes", "Concat", parts, ("axis", 0))]);
    }

    private static int IndexOf(MapNode map, Node input) => Enumerable.Range(0, map.Inputs.Count).First(i => map.Inputs[i] == input);

    private static bool Covers(TensorShape input, TensorShape shape) =>
        input.Kind.HasFlag(shape.Kind) && input.Form != Form.Tokens
        && OnnxForm.Sizes(input).Skip(1).SequenceEqual(OnnxForm.Sizes(shape).Skip(1));

    /// <summary>A value in the form of another that it broadcasts to.</summary>
    private string Aligned(Node input, TensorShape shape)
    {
        string value = Value(input);
        TensorShape from = input.Shape;
        switch (from.Kind)
        {
            case Axes.None:
                return value;
            case Axes.Channels:
                return shape.IsImage && from.Channels > 1
                    ? Add($"{value}/per channel", "Reshape", [value, Integers(from.Channels, 1, 1)])
                    : value;
            case Axes.Positions:
                return Positions(value, from, input is ParameterLeaf { Parameter.Dimensions.Count: 2 });
        }

        if (OnnxForm.Rank(from) == OnnxForm.Rank(shape))
        {
            return value;
        }

        // A row for each sample, as one pixel, one position, or by itself.
        int channels = from.Kind.HasFlag(Axes.Channels) ? from.Channels : 1;
        int[] sizes = OnnxForm.Rank(shape) switch { 4 => [0, channels, 1, 1], 3 => [0, 1, channels], _ => [0, channels] };
        return Add($"{value}/as {(shape.IsImage ? "pixel" : "row")}", "Reshape", [value, Integers(sizes)]);
    }

    /// <summary>The rows of a table that a run has positions for.</summary>
    private string Positions(string table, TensorShape shape, bool isTable)
    {
        if (shape.IsImage)
        {
            string whole = Add($"{table}/as lines", "Reshape", [table, Integers(shape.Height, shape.Width, shape.Channels)]);
            return Add($"{table}/as image", "Transpose", [whole], ("perm", new[] { 2, 0, 1 }));
        }

        string rows = isTable ? table : Add($"{table}/as rows", "Reshape", [table, Integers(shape.Width, shape.Channels)]);
        return shape.Length < 0 ? rows : Add($"{table}/of run", "Slice", [rows, Integers(0), Count(shape.Length), Integers(0)]);
    }

    /// <summary>The number of samples, or of the positions of a length: [1] whole number.</summary>
    private string Count(int length)
    {
        if (_outer is not null)
        {
            return _outer.Count(length);
        }

        InputLeaf input = _values.Keys.OfType<InputLeaf>().First(leaf => length < 0 || leaf.Shape.Length == length);
        string what = length < 0 ? "batch" : _lengths[length], sizes = Add($"{Value(input)}/sizes", "Shape", [Value(input)]);
        return Add($"number of {what}", "Gather", [sizes, Integers(length < 0 ? 0 : 1)]);
    }

    /// <summary>1 / samples, or 1 / (samples · positions).</summary>
    private string Inverse(string name, Expr.InverseBatch inverse)
    {
        string count = Count(-1);
        count = inverse.Length < 0 ? count : Add($"{name}/rows of batch", "Mul", [count, Count(inverse.Length)]);
        return Add($"{name}/Reciprocal", "Reciprocal", [Cast($"{name}/count", count)]);
    }

    /// <summary>As a number of the network's type.</summary>
    public string Cast(string name, string value) => Add(name, "Cast", [value], ("to", _precision == Precision.Double ? 11 : 1));

    private IReadOnlyList<string> Dimensions(TensorShape shape, bool isTokens) =>
    [
        .. OnnxForm.Sizes(shape).Take(isTokens ? 2 : 4)
            .Select((size, axis) => axis == 0 ? "batch" : size < 0 ? _lengths[shape.Length] : $"{size}"),
    ];
}
