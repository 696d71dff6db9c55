using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>Sums of products: matrix products and convolutions.</summary>
internal sealed class OnnxContractions(OnnxValues values, ILookup<Node, Node> readers)
{
    private readonly OnnxGraph _graph = values.Graph;

    /// <summary>A matrix product or a convolution, with the bias that alone reads it.</summary>
    public void Convert(ContractionNode node)
    {
        Node result = node;
        string? bias = null;
        if (readers[node].ToArray() is [MapNode { Body: var body } map] && body == new Expr.Input(0) + new Expr.Input(1)
            && map.Inputs[0] == node && map.Inputs[1] is ParameterLeaf { Shape.Kind: Axes.Channels } added && map.Shape == node.Shape)
        {
            (result, bias) = (map, values.Of(added));
        }

        string name = values.NameOf(result), value = node.Role == ContractionRole.Output && node.Geometry.IsMatrixProduct
            ? Product(name, node, bias)
            : Convolution(name, node, bias);
        values.Set(node, result == node ? value : "");
        values.Set(result, value);
    }

    private string Product(string name, ContractionNode node, string? bias)
    {
        Node x = node.Inputs[0];
        string weight = values.Of(node.Inputs[1]);
        if (node.Inputs[1] is ParameterLeaf { Parameter.Dimensions.Count: not 2 })
        {
            weight = _graph.Reshape($"{weight}/as matrix", weight, [node.Geometry.Outputs, node.Geometry.Channels]);
        }

        if (OnnxForm.Rank(node.Shape) == 2)
        {
            return _graph.Add(name, "Gemm", [values.Aligned(x, node.Shape), weight, .. bias is null ? [] : new[] { bias }], ("transB", 1));
        }

        if (node.Shape.IsImage)
        {
            string kernel = _graph.Reshape($"{weight}/as pixels", weight, [node.Geometry.Outputs, node.Geometry.Channels, 1, 1]);
            return _graph.Add(name, "Conv", [values.Of(x), kernel, .. bias is null ? [] : new[] { bias }]);
        }

        string turned = _graph.Add($"{weight}/turned", "Transpose", [weight], ("perm", new[] { 1, 0 }));
        string product = _graph.Add(bias is null ? name : $"{name}/MatMul", "MatMul", [values.Aligned(x, node.Shape), turned]);
        return bias is null ? product : _graph.Add(name, "Add", [product, bias]);
    }

    /// <summary>y = W ∗ x, or for the role of the gradient by the input its transpose.</summary>
    private string Convolution(string name, ContractionNode node, string? bias)
    {
        ConvolutionGeometry g = node.Geometry;
        bool isTransposed = node.Role == ContractionRole.InputGradient, isLine = !node.Shape.IsImage;
        string weight = values.Of(node.Inputs[1]);
        int[] kernel = isLine ? [g.X.Size] : [g.Y.Size, g.X.Size];
        if (node.Inputs[1] is ParameterLeaf { Parameter: var parameter } && parameter.Dimensions.Count != kernel.Length + 2)
        {
            weight = _graph.Reshape($"{weight}/as kernel", weight, [g.Outputs, g.GroupChannels, .. kernel]);
        }

        List<(string, object)> attributes =
        [
            ("kernel_shape", kernel),
            ("strides", isLine ? new[] { g.X.Stride } : [g.Y.Stride, g.X.Stride]),
            ("pads", OnnxForm.Pads(g.Y, g.X, isLine)),
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
        return values.ChannelsFirst(name, node.Inputs[0], isLine, x => _graph.Add(
            isLine ? $"{name}/{op}" : name, op, [x, .. rest], [.. attributes.Select(a => (a.Item1, a.Item2))]));
    }
}
