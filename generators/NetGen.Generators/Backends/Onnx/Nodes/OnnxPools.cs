using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>Means and maxima of windows.</summary>
internal sealed class OnnxPools(OnnxValues values)
{
    private readonly OnnxGraph _graph = values.Graph;

    public string Convert(PoolNode node)
    {
        PoolGeometry g = node.Geometry;
        string name = values.NameOf(node);
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
                ? values.Of(x)
                : _graph.Add(
                    name, isMax ? "ReduceMax" : "ReduceMean", [values.Of(x), _graph.Integers(axes)],
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
            ? _graph.Add(
                $"{name}/padded", "Pad",
                [value, _graph.Integers(isLine
                    ? [0, 0, g.X.Before, 0, 0, g.X.After]
                    : [0, 0, g.Y.Before, g.X.Before, 0, 0, g.Y.After, g.X.After])])
            : value;
        if (g.Pads && !counts)
        {
            attributes.Add(("pads", OnnxForm.Pads(g.Y, g.X, isLine)));
        }

        string op = isMax ? "MaxPool" : "AveragePool";
        return values.ChannelsFirst(
            name, x, isLine, value => _graph.Add(isLine ? $"{name}/{op}" : name, op, [Padded(value)], [.. attributes]));
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
        string copies = _graph.Add(
            $"{name}/Resize", "Resize", [values.Of(node.Inputs[0]), "", "", _graph.Integers(sizes)],
            ("axes", axes), ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));
        return _graph.Add(name, "Div", [copies, _graph.Number(g.Y.Size * g.X.Size)]);
    }
}
