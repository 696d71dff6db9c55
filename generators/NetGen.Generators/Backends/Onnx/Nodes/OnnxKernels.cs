using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using AttentionShape = NetGen.Generators.Kernels.AttentionShape;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>Algorithms of their own.</summary>
internal sealed class OnnxKernels(OnnxValues values)
{
    private readonly OnnxGraph _graph = values.Graph;

    public string Convert(OpaqueNode node)
    {
        string name = values.NameOf(node);
        return node.Kernel switch
        {
            GatherKernel => _graph.Add(name, "Gather", [values.Of(node.Inputs[1]), values.Of(node.Inputs[0])]),
            ProductKernel product => Product(name, product, node),
            RowNormKernel norm => _graph.Add(
                name, "ReduceL2",
                [_graph.Reshape($"{name}/rows", values.Of(node.Inputs[0]), [norm.Rows, norm.Columns]), _graph.Integers(1)],
                ("keepdims", 0)),
            RotationKernel rotation => Rotate(name, rotation, node),
            AttentionForwardKernel attention => Attend(name, attention.Shape, node),
            _ => throw new InvalidOperationException($"{node.Kernel.GetType().Name} has no ONNX operator in inference."),
        };
    }

    private string Product(string name, ProductKernel product, OpaqueNode node)
    {
        string Factor(Node x, bool isTurned) => isTurned
            ? _graph.Add($"{name}/turned", "Transpose", [values.Of(x)], ("perm", new[] { 0, 2, 1 }))
            : values.Of(x);
        string[] factors = [Factor(node.Inputs[0], product.TransposeA), Factor(node.Inputs[1], product.TransposeB)];
        return product.Scale == 1
            ? _graph.Add(name, "MatMul", factors)
            : _graph.Add(name, "Mul", [_graph.Add($"{name}/MatMul", "MatMul", factors), _graph.Number(product.Scale)]);
    }

    /// <summary>The first heads of each row turned; what lies behind them stays.</summary>
    private string Rotate(string name, RotationKernel rotation, OpaqueNode node)
    {
        string x = values.Of(node.Inputs[0]), table = values.Of(node.Inputs[1]);
        int half = rotation.HeadSize / 2, turned = rotation.Heads * rotation.HeadSize;
        bool isAll = turned == rotation.X.Channels;
        string cosines = _graph.Columns($"{table}/cosines", table, 0, half, axis: 1);
        string sines = _graph.Columns($"{table}/sines", table, half, 2 * half, axis: 1);
        string heads = isAll ? x : _graph.Columns($"{name}/heads", x, 0, turned, axis: 2);
        string result = isAll ? name : $"{name}/RotaryEmbedding";

        // ONNX's operator is there for float alone.
        string rotated = values.IsDouble
            ? Turned(result, heads)
            : _graph.Add(result, "RotaryEmbedding", [heads, cosines, sines, Positions(x)], ("num_heads", rotation.Heads));
        return isAll
            ? rotated
            : _graph.Add(name, "Concat", [rotated, _graph.Columns($"{name}/rest", x, turned, rotation.X.Channels, axis: 2)], ("axis", 2));

        // (a, b) → (a·cos − b·sin, b·cos + a·sin).
        string Turned(string made, string value)
        {
            string all = _graph.Reshape($"{made}/by head", value, [0, 0, rotation.Heads, rotation.HeadSize]);
            string a = _graph.Columns($"{made}/a", all, 0, half, axis: 3), b = _graph.Columns($"{made}/b", all, half, 2 * half, axis: 3);
            string cos = OfRun("cosines", cosines), sin = OfRun("sines", sines);
            string first = _graph.Add($"{made}/first", "Sub", [Product(a, cos), Product(b, sin)]);
            string second = _graph.Add($"{made}/second", "Add", [Product(b, cos), Product(a, sin)]);
            return _graph.Reshape(made, _graph.Add($"{made}/both", "Concat", [first, second], ("axis", 3)), [0, 0, turned]);

            string Product(string one, string other) => _graph.Add($"{made}/product", "Mul", [one, other]);

            string OfRun(string what, string of)
            {
                string rows = rotation.X.Length < 0
                    ? of
                    : _graph.Add($"{of} of run", "Slice", [of, _graph.Integers(0), values.Count(rotation.X.Length), _graph.Integers(0)]);
                return _graph.Add($"{made}/{what}", "Unsqueeze", [rows, _graph.Integers(1)]);
            }
        }

        // [batch, positions]: 0, 1, 2 … for each sample.
        string Positions(string value)
        {
            string all = _graph.Add($"{value}/sizes", "Shape", [value]);
            string sizes = _graph.Add($"{value}/sizes of rows", "Slice", [all, _graph.Integers(0), _graph.Integers(2)]);
            string count = _graph.Add("number of positions", "Gather", [sizes, _graph.Integer(1)]);
            string row = _graph.Add("positions of row", "Range", [_graph.Integer(0), count, _graph.Integer(1)]);
            return _graph.Add("positions", "Expand", [row, sizes]);
        }
    }

    private string Attend(string name, AttentionShape shape, OpaqueNode node)
    {
        Heads heads = shape.Heads;
        string queries = values.Of(node.Inputs[0]), keyValues = values.Of(node.Inputs[1]);
        string query = Part("queries", queries, shape.Query.Channels, 0, heads.Queries);
        List<(string, object)> scale = [];
        if (values.IsDouble)
        {
            // The operator's own scale, 1/√d, is a float.
            query = _graph.Add($"{name}/queries scaled", "Mul", [query, _graph.Number(1 / Math.Sqrt(heads.Size))]);
            scale.Add(("scale", 1.0));
        }

        string key = Part("keys", keyValues, shape.KeyValue.Channels, shape.KeyOrigin, heads.Keys);
        string value = Part("values", keyValues, shape.KeyValue.Channels, shape.ValueOrigin, heads.Keys);
        List<string> inputs = [query, key, value];
        if (shape.PaddingToken >= 0)
        {
            // [batch, 1, queries, keys]: which keys are seen, the same for each query.
            string padding = _graph.Add($"{name}/padding", "Equal", [values.Of(node.Inputs[3]), _graph.Integer(shape.PaddingToken)]);
            string each = _graph.Add($"{name}/seen", "Not", [padding]);
            string seen = _graph.Add($"{name}/seen by all", "Unsqueeze", [each, _graph.Integers(1, 2)]);
            string rows = _graph.Add(
                $"{name}/queries each", "Gather", [_graph.Add($"{query}/sizes", "Shape", [query]), _graph.Integers(1)]);
            string sizes = _graph.Add($"{name}/mask sizes", "Concat", [_graph.Integers(1, 1), rows, _graph.Integers(1)], ("axis", 0));
            inputs.Add(_graph.Add($"{name}/mask", "Expand", [seen, sizes]));
        }

        return _graph.Add(
            name, "Attention", inputs,
            [("q_num_heads", heads.Queries), ("kv_num_heads", heads.Keys), ("is_causal", shape.IsCausal ? 1 : 0), .. scale]);

        string Part(string what, string from, int channels, int first, int count) => count * heads.Size == channels
            ? from
            : _graph.Columns($"{name}/{what}", from, first, first + count * heads.Size, axis: 2);
    }
}
