using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Onnx;

/// <content>Sums of products, windows and reductions.</content>
internal sealed partial class OnnxConversion
{
    /// <summary>A matrix product or a convolution, with the bias that alone reads it.</summary>
    private void Contract(ContractionNode node)
    {
        Node result = node;
        string? bias = null;
        if (_readers[node].ToArray() is [MapNode { Body: var body } map] && body == new Expr.Input(0) + new Expr.Input(1)
            && map.Inputs[0] == node && map.Inputs[1] is ParameterLeaf { Shape.Kind: Axes.Channels } added && map.Shape == node.Shape)
        {
            (result, bias) = (map, Value(added));
        }

        string name = NameOf(result), value = node.Role == ContractionRole.Output && node.Geometry.IsMatrixProduct
            ? Product(name, node, bias)
            : Convolution(name, node, bias);
        _values[node] = result == node ? value : "";
        _values[result] = value;
    }

    private string Product(string name, ContractionNode node, string? bias)
    {
        Node x = node.Inputs[0];
        string weight = Value(node.Inputs[1]);
        if (node.Inputs[1] is ParameterLeaf { Parameter.Dimensions.Count: not 2 })
        {
            weight = Add($"{weight}/as matrix", "Reshape", [weight, Integers(node.Geometry.Outputs, node.Geometry.Channels)]);
        }

        if (OnnxForm.Rank(node.Shape) == 2)
        {
            return Add(name, "Gemm", [Aligned(x, node.Shape), weight, .. bias is null ? [] : new[] { bias }], ("transB", 1));
        }

        if (node.Shape.IsImage)
        {
            string kernel = Add($"{weight}/as pixels", "Reshape", [weight, Integers(node.Geometry.Outputs, node.Geometry.Channels, 1, 1)]);
            return Add(name, "Conv", [Value(x), kernel, .. bias is null ? [] : new[] { bias }]);
        }

        string turned = Add($"{weight}/turned", "Transpose", [weight], ("perm", new[] { 1, 0 }));
        string product = Add(bias is null ? name : $"{name}/MatMul", "MatMul", [Aligned(x, node.Shape), turned]);
        return bias is null ? product : Add(name, "Add", [product, bias]);
    }

    /// <summary>y = W ∗ x, or for the role of the gradient by the input its transpose.</summary>
    private string Convolution(string name, ContractionNode node, string? bias)
    {
        ConvolutionGeometry g = node.Geometry;
        bool isTransposed = node.Role == ContractionRole.InputGradient, isLine = !node.Shape.IsImage;
        string weight = Value(node.Inputs[1]);
        int[] kernel = isLine ? [g.X.Size] : [g.Y.Size, g.X.Size];
        if (node.Inputs[1] is ParameterLeaf { Parameter: var parameter } && parameter.Dimensions.Count != kernel.Length + 2)
        {
            weight = Add($"{weight}/as kernel", "Reshape", [weight, Integers([g.Outputs, g.GroupChannels, .. kernel])]);
        }

        List<(string, object)> attributes =
        [
            ("kernel_shape", kernel),
            ("strides", isLine ? new[] { g.X.Stride } : [g.Y.Stride, g.X.Stride]),
            ("pads", Pads(g.Y, g.X, isLine)),
            ("dilations", isLine ? new[] { g.X.Dilation } : [g.Y.Dilation, g.X.Dilation]),
            ("group", g.Groups),
        ];
        if (isTransposed)
        {
            // What the windows leave of the result is added behind.
            int[] more = [g.Y.Unread(g.Height), g.X.Unread(g.Width)];
            attributes.Add(("output_padding", isLine ? new[] { more[1] } : more));
        }

        string op = isTransposed ? "ConvTranspose" : "Conv";
        string[] rest = bias is null ? [weight] : [weight, bias];
        return ChannelsFirst(name, node.Inputs[0], isLine, x => Add(
            isLine ? $"{name}/{op}" : name, op, [x, .. rest], [.. attributes.Select(a => (a.Item1, a.Item2))]));
    }

    /// <summary>Sequences have their channels last, where ONNX's windows want them before the positions.</summary>
    public string ChannelsFirst(string name, Node x, bool isLine, Func<string, string> made)
    {
        int[] swap = [0, 2, 1];
        return isLine
            ? Add(name, "Transpose", [made(Add($"{name}/channels first", "Transpose", [Value(x)], ("perm", swap)))], ("perm", swap))
            : made(Value(x));
    }

    private string Pool(PoolNode node)
    {
        PoolGeometry g = node.Geometry;
        string name = NameOf(node);
        Node x = node.Inputs[0];
        if (node.Role == PoolRole.AverageGradient)
        {
            return Spread(name, node);
        }

        bool isMax = node.Role == PoolRole.Max, isLine = !x.Shape.IsImage;
        bool isWhole = !g.Pads && g.Y.Size == g.Height && g.X.Size == g.Width;
        if (isWhole && (isLine || node.Shape.Form == Form.Features))
        {
            int[] axes = x.Shape.IsImage ? [2, 3] : OnnxForm.Rank(x.Shape) == 3 ? [1] : [];
            return axes.Length == 0
                ? Value(x)
                : Add(
                    name, isMax ? "ReduceMax" : "ReduceMean", [Value(x), Integers(axes)],
                    ("keepdims", node.Shape.Form == Form.Features ? 0 : 1));
        }

        List<(string, object)> attributes =
        [
            ("kernel_shape", isLine ? new[] { g.X.Size } : [g.Y.Size, g.X.Size]),
            ("strides", isLine ? new[] { g.X.Stride } : [g.Y.Stride, g.X.Stride]),
        ];

        // Zeros that count are put there, as much of them as is wanted.
        bool counts = !isMax && g.Pads;
        string Padded(string value) => counts
            ? Add(
                $"{name}/padded", "Pad",
                [value, Integers(isLine
                    ? [0, 0, g.X.Before, 0, 0, g.X.After]
                    : [0, 0, g.Y.Before, g.X.Before, 0, 0, g.Y.After, g.X.After])])
            : value;
        if (g.Pads && !counts)
        {
            attributes.Add(("pads", Pads(g.Y, g.X, isLine)));
        }

        string op = isMax ? "MaxPool" : "AveragePool";
        return ChannelsFirst(name, x, isLine, value => Add(isLine ? $"{name}/{op}" : name, op, [Padded(value)], [.. attributes]));
    }

    /// <summary>y = x / n for each of the n elements of its window: of windows that neither meet nor leave anything out.</summary>
    private string Spread(string name, PoolNode node)
    {
        PoolGeometry g = node.Geometry;
        if (g.Pads || g.Y.Size * g.OutHeight != g.Height || g.X.Size * g.OutWidth != g.Width)
        {
            throw new InvalidOperationException($"'{node.Name}' has windows that overlap.");
        }

        int[] axes = node.Shape.IsImage ? [2, 3] : [1], sizes = node.Shape.IsImage ? [g.Height, g.Width] : [g.Width];
        string copies = Add(
            $"{name}/Resize", "Resize", [Value(node.Inputs[0]), "", "", Integers(sizes)],
            ("axes", axes), ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));
        return Add(name, "Div", [copies, Number(g.Y.Size * g.X.Size)]);
    }

    private string Reduce(ReduceNode node)
    {
        string name = NameOf(node), op = node.Operator == ReduceOperator.Max ? "ReduceMax" : "ReduceSum";
        if (node.Shape.Kind != Axes.Rows)
        {
            throw new InvalidOperationException($"'{node.Name}' reduces over samples.");
        }

        Node formula = new MapNode(name, node.Domain, node.Body, [.. node.Inputs]);
        string value = Broadcast((MapNode)formula, Formula(name, node.Body, node.Domain, node.Inputs));
        return Add(name, op, [value, Integers(OnnxForm.ChannelAxis(node.Domain))], ("keepdims", 1));
    }

    /// <summary>Before the first, then behind the last element of each axis.</summary>
    private static int[] Pads(Window y, Window x, bool isLine) =>
        isLine ? [x.Before, x.After] : [y.Before, x.Before, y.After, x.After];
}
