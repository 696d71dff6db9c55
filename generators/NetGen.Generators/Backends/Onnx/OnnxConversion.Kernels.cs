using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Model;
using AttentionShape = NetGen.Generators.Kernels.AttentionShape;

namespace NetGen.Generators.Backends.Onnx;

/// <content>Algorithms of their own.</content>
internal sealed partial class OnnxConversion
{
    private string Opaque(OpaqueNode node)
    {
        string name = NameOf(node);
        return node.Kernel switch
        {
            GatherKernel => Add(name, "Gather", [Value(node.Inputs[1]), Value(node.Inputs[0])]),
            ProductKernel product => Product(name, product, node),
            RowNormKernel norm => Add(
                name, "ReduceL2",
                [Reshape($"{name}/rows", Value(node.Inputs[0]), [norm.Rows, norm.Columns]), Integers(1)], ("keepdims", 0)),
            RotationKernel rotation => Rotate(name, rotation, node),
            AttentionForwardKernel attention => Attend(name, attention.Shape, node),
            _ => throw new InvalidOperationException($"{node.Kernel.GetType().Name} has no ONNX operator in inference."),
        };
    }

    private string Product(string name, ProductKernel product, OpaqueNode node)
    {
        string Factor(Node x, bool isTurned) => isTurned
            ? Add($"{name}/turned", "Transpose", [Value(x)], ("perm", new[] { 0, 2, 1 }))
            : Value(x);
        string[] factors = [Factor(node.Inputs[0], product.TransposeA), Factor(node.Inputs[1], product.TransposeB)];
        return product.Scale == 1
            ? Add(name, "MatMul", factors)
            : Add(name, "Mul", [Add($"{name}/MatMul", "MatMul", factors), Number(product.Scale)]);
    }

    /// <summary>The first heads of each row turned; what lies behind them stays.</summary>
    private string Rotate(string name, RotationKernel rotation, OpaqueNode node)
    {
        string x = Value(node.Inputs[0]), table = Value(node.Inputs[1]);
        int half = rotation.HeadSize / 2, turned = rotation.Heads * rotation.HeadSize;
        bool isAll = turned == rotation.X.Channels;
        string cosines = Columns($"{table}/cosines", table, 0, half, axis: 1);
        string sines = Columns($"{table}/sines", table, half, 2 * half, axis: 1);
        string heads = isAll ? x : Columns($"{name}/heads", x, 0, turned, axis: 2), result = isAll ? name : $"{name}/RotaryEmbedding";

        // ONNX's operator is there for float alone.
        string rotated = _precision == Precision.Double
            ? Turned(result, heads)
            : Add(result, "RotaryEmbedding", [heads, cosines, sines, Positions(x)], ("num_heads", rotation.Heads));
        return isAll
            ? rotated
            : Add(name, "Concat", [rotated, Columns($"{name}/rest", x, turned, rotation.X.Channels, axis: 2)], ("axis", 2));

        // (a, b) → (a·cos − b·sin, b·cos + a·sin).
        string Turned(string made, string value)
        {
            string all = Reshape($"{made}/by head", value, [0, 0, rotation.Heads, rotation.HeadSize]);
            string a = Columns($"{made}/a", all, 0, half, axis: 3), b = Columns($"{made}/b", all, half, 2 * half, axis: 3);
            string cos = OfRun("cosines", cosines), sin = OfRun("sines", sines);
            string first = Add($"{made}/first", "Sub", [Product(a, cos), Product(b, sin)]);
            string second = Add($"{made}/second", "Add", [Product(b, cos), Product(a, sin)]);
            return Reshape(made, Add($"{made}/both", "Concat", [first, second], ("axis", 3)), [0, 0, turned]);

            string Product(string one, string other) => Add($"{made}/product", "Mul", [one, other]);

            string OfRun(string what, string of)
            {
                string rows = rotation.X.Length < 0
                    ? of
                    : Add($"{of} of run", "Slice", [of, Integers(0), Count(rotation.X.Length), Integers(0)]);
                return Add($"{made}/{what}", "Unsqueeze", [rows, Integers(1)]);
            }
        }

        // [batch, positions]: 0, 1, 2 … for each sample.
        string Positions(string value)
        {
            string sizes = Add($"{value}/sizes of rows", "Slice", [Add($"{value}/sizes", "Shape", [value]), Integers(0), Integers(2)]);
            string count = Add("number of positions", "Gather", [sizes, _graph.Integer(1)]);
            string row = Add("positions of row", "Range", [_graph.Integer(0), count, _graph.Integer(1)]);
            return Add("positions", "Expand", [row, sizes]);
        }
    }

    private string Columns(string name, string value, int first, int end, int axis) =>
        Add(name, "Slice", [value, Integers(first), Integers(end), Integers(axis)]);

    private string Attend(string name, AttentionShape shape, OpaqueNode node)
    {
        Heads heads = shape.Heads;
        string queries = Value(node.Inputs[0]), keyValues = Value(node.Inputs[1]);
        string query = Part("queries", queries, shape.Query.Channels, 0, heads.Queries);
        List<(string, object)> scale = [];
        if (_precision == Precision.Double)
        {
            // The operator's own scale, 1/√d, is a float.
            query = Add($"{name}/queries scaled", "Mul", [query, Number(1 / Math.Sqrt(heads.Size))]);
            scale.Add(("scale", 1.0));
        }

        string key = Part("keys", keyValues, shape.KeyValue.Channels, shape.KeyOrigin, heads.Keys);
        string value = Part("values", keyValues, shape.KeyValue.Channels, shape.ValueOrigin, heads.Keys);
        List<string> inputs = [query, key, value];
        if (shape.PaddingToken >= 0)
        {
            // [batch, 1, queries, keys]: which keys are seen, the same for each query.
            string padding = Add($"{name}/padding", "Equal", [Value(node.Inputs[3]), _graph.Integer(shape.PaddingToken)]);
            string seen = Add($"{name}/seen by all", "Unsqueeze", [Add($"{name}/seen", "Not", [padding]), Integers(1, 2)]);
            string rows = Add($"{name}/queries each", "Gather", [Add($"{query}/sizes", "Shape", [query]), Integers(1)]);
            string sizes = Add($"{name}/mask sizes", "Concat", [Integers(1, 1), rows, Integers(1)], ("axis", 0));
            inputs.Add(Add($"{name}/mask", "Expand", [seen, sizes]));
        }

        return Add(
            name, "Attention", inputs,
            [("q_num_heads", heads.Queries), ("kv_num_heads", heads.Keys), ("is_causal", shape.IsCausal ? 1 : 0), .. scale]);

        string Part(string what, string from, int channels, int first, int count) => count * heads.Size == channels
            ? from
            : Columns($"{name}/{what}", from, first, first + count * heads.Size, axis: 2);
    }
}
