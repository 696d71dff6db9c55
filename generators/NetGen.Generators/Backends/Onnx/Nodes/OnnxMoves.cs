using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>What moves elements without computing.</summary>
internal sealed class OnnxMoves(OnnxValues values)
{
    private readonly OnnxGraph _graph = values.Graph;

    public string Move(MoveNode node)
    {
        Node x = node.Inputs[0];
        string name = values.NameOf(node);
        return node.Kind switch
        {
            // ONNX's values are as the user gives them.
            MoveKind.Stage => values.Of(x),
            MoveKind.Slice => Slice(name, node, x),
            MoveKind.Permute => Permute(name, node, x),
            MoveKind.View => View(name, node, x),
            _ => _graph.Reshape(name, values.Of(x), OnnxForm.Sizes(node.Shape)),
        };
    }

    private string Slice(string name, MoveNode node, Node x)
    {
        (int, int, int)[] ranges =
        [
            (0, node.Place.Y, node.Shape.Height), (1, node.Place.X, node.Shape.Width), (2, node.Place.Channel, node.Shape.Channels),
        ];
        int[] sizes = [x.Shape.Height, x.Shape.Width, x.Shape.Channels];
        (int Axis, int First, int Count)[] cut =
        [
            .. ranges.Where(range => range.Item3 != sizes[range.Item1]).Select(r => (OnnxForm.AxisOf(x.Shape, r.Item1), r.Item2, r.Item3)),
        ];
        bool isSeenOtherwise = OnnxForm.Rank(x.Shape) != OnnxForm.Rank(node.Shape);
        string part = cut.Length == 0
            ? values.Of(x)
            : _graph.Add(
                isSeenOtherwise ? $"{name}/Slice" : name, "Slice",
                [
                    values.Of(x), _graph.Integers([.. cut.Select(c => c.First)]), _graph.Integers([.. cut.Select(c => c.First + c.Count)]),
                    _graph.Integers([.. cut.Select(c => c.Axis)]),
                ]);
        return isSeenOtherwise ? _graph.Reshape(name, part, OnnxForm.Sizes(node.Shape)) : part;
    }

    private string Permute(string name, MoveNode node, Node x)
    {
        int[] order = [node.Place.Y, node.Place.X, node.Place.Channel], axes = new int[OnnxForm.Rank(node.Shape)];
        for (int memory = 0; memory < 3; memory++)
        {
            if (OnnxForm.AxisOf(node.Shape, memory) is >= 0 and var axis)
            {
                axes[axis] = OnnxForm.AxisOf(x.Shape, order[memory]);
            }
        }

        return _graph.Add(name, "Transpose", [values.Of(x)], ("perm", axes));
    }

    /// <summary>The same memory, rows of channels, as another shape.</summary>
    private string View(string name, MoveNode node, Node x)
    {
        string rows = OnnxForm.ToRows(x.Shape) is { } there
            ? _graph.Add($"{name}/rows", "Transpose", [values.Of(x)], ("perm", there))
            : values.Of(x);
        TensorShape shape = node.Shape;
        return OnnxForm.FromRows(shape) is { } back
            ? _graph.Add(
                name, "Transpose",
                [_graph.Reshape($"{name}/Reshape", rows, [0, shape.Height, shape.Width, shape.Channels])], ("perm", back))
            : _graph.Reshape(name, rows, OnnxForm.Sizes(shape));
    }

    /// <summary>Boxes side by side where they lie so; else each with zeros around it, and their sum.</summary>
    public string Join(JoinNode node)
    {
        string name = values.NameOf(node);
        Func<Place, int>[] starts = [place => place.Y, place => place.X, place => place.Channel];
        Func<TensorShape, int>[] sizes = [shape => shape.Height, shape => shape.Width, shape => shape.Channels];
        (Place Place, Node Input)[] boxes = [.. node.Places.Zip(node.Inputs, (place, input) => (place, input))];
        int[] cut = [.. Enumerable.Range(0, 3).Where(axis => boxes.Any(box => sizes[axis](box.Input.Shape) != sizes[axis](node.Shape)))];
        if (node.IsWhole && cut is [var along])
        {
            string[] parts = [.. boxes.OrderBy(box => starts[along](box.Place)).Select(box => values.Aligned(box.Input, node.Shape))];
            return parts.Length == 1 ? parts[0] : _graph.Add(name, "Concat", parts, ("axis", OnnxForm.AxisOf(node.Shape, along)));
        }

        if (node.IsWhole && cut.Length == 0)
        {
            return values.Aligned(boxes[0].Input, node.Shape);
        }

        return boxes.Select((box, i) => Pad(boxes.Length == 1 ? name : $"{name}/part {i}", box.Place, box.Input))
            .Aggregate((sum, part) => _graph.Add($"{name}/sum", "Add", [sum, part]));

        string Pad(string part, Place place, Node input)
        {
            int[] pads = new int[2 * OnnxForm.Rank(node.Shape)];
            for (int memory = 0; memory < 3; memory++)
            {
                if (OnnxForm.AxisOf(node.Shape, memory) is >= 0 and var axis)
                {
                    pads[axis] = starts[memory](place);
                    pads[axis + pads.Length / 2] = sizes[memory](node.Shape) - starts[memory](place) - sizes[memory](input.Shape);
                }
            }

            return _graph.Add(part, "Pad", [values.Aligned(input, node.Shape), _graph.Integers(pads)]);
        }
    }
}
