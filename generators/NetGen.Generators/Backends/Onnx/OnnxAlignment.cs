using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>Values in the form that an operator wants.</summary>
internal static class OnnxAlignment
{
    /// <summary>A value in the form of another that it broadcasts to.</summary>
    public static string Aligned(this OnnxValues values, Node input, TensorShape shape)
    {
        string value = values.Of(input);
        TensorShape from = input.Shape;
        switch (from.Kind)
        {
            case Axes.None:
                return value;
            case Axes.Channels:
                return shape.IsImage && from.Channels > 1
                    ? values.Graph.Reshape($"{value}/per channel", value, [from.Channels, 1, 1])
                    : value;
            case Axes.Positions:
                return Positions(values, value, from, input is ParameterLeaf { Parameter.Dimensions.Count: 2 });
        }

        if (OnnxForm.Rank(from) == OnnxForm.Rank(shape))
        {
            return value;
        }

        // A row for each sample, as one pixel, one position, or by itself.
        int channels = from.Kind.HasFlag(Axes.Channels) ? from.Channels : 1;
        int[] sizes = OnnxForm.Rank(shape) switch { 4 => [0, channels, 1, 1], 3 => [0, 1, channels], _ => [0, channels] };
        return values.Graph.Reshape($"{value}/as {(shape.IsImage ? "pixel" : "row")}", value, sizes);
    }

    /// <summary>Sequences have their channels last, where ONNX's windows want them before the positions.</summary>
    public static string ChannelsFirst(this OnnxValues values, string name, Node x, bool isLine, Func<string, string> made)
    {
        string value = values.Of(x);
        return isLine ? Swapped(name, made(Swapped($"{name}/channels first", value))) : made(value);

        string Swapped(string of, string swapped) => values.Graph.Add(of, "Transpose", [swapped], ("perm", new[] { 0, 2, 1 }));
    }

    /// <summary>The rows of a table that a run has positions for.</summary>
    private static string Positions(OnnxValues values, string table, TensorShape shape, bool isTable)
    {
        OnnxGraph graph = values.Graph;
        if (shape.IsImage)
        {
            string whole = graph.Reshape($"{table}/as lines", table, [shape.Height, shape.Width, shape.Channels]);
            return graph.Add($"{table}/as image", "Transpose", [whole], ("perm", new[] { 2, 0, 1 }));
        }

        string rows = isTable ? table : graph.Reshape($"{table}/as rows", table, [shape.Width, shape.Channels]);
        return shape.Length < 0
            ? rows
            : graph.Add($"{table}/of run", "Slice", [rows, graph.Integers(0), values.Count(shape.Length), graph.Integers(0)]);
    }
}
