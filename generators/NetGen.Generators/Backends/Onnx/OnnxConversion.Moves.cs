using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Onnx;

/// <content>What moves elements without computing.</content>
internal sealed partial class OnnxConversion
{
    private string Move(MoveNode node)
    {
        Node x = node.Inputs[0];
        string name = NameOf(node);
        return node.Kind switch
        {
            // ONNX's values are as the user gives them.
            MoveKind.Stage => Value(x),
            MoveKind.Slice => Slice(name, node, x),
            MoveKind.Permute => Permute(name, node, x),
            MoveKind.View => View(name, node, x),
            _ => Reshape(name, Value(x), OnnxForm.Sizes(node.Shape)),
        };
    }

    private string Reshape(string name, string value, int[] sizes) => Add(name, "Reshape", [value, Integers(sizes)]);

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
            ? Value(x)
            : Add(
                isSeenOtherwise ? $"{name}/Slice" : name, "Slice",
                [
                    Value(x), Integers([.. cut.Select(c => c.First)]), Integers([.. cut.Select(c => c.First + c.Count)]),
                    Integers([.. cut.Select(c => c.Axis)]),
                ]);
        return isSeenOtherwise ? Reshape(name, part, OnnxForm.Sizes(node.Shape)) : part;
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

        return Add(name, "Transpose", [Value(x)], ("perm", axes));
    }

    /// <summary>The same memory, rows of channels, as another shape.</summary>
    private string View(string name, MoveNode node, Node x)
    {
        string rows = OnnxForm.ToRows(x.Shape) is { } there
            ? Add($"{name}/rows", "Transpose", [Value(x)], ("perm", there))
            : Value(x);
        TensorShape shape = node.Shape;
        return OnnxForm.FromRows(shape) is { } back
            ? Add(name, "Transpose", [Reshape($"{name}/Reshape", rows, [0, shape.Height, shape.Width, shape.Channels])], ("perm", back))
            : Reshape(name, rows, OnnxForm.Sizes(shape));
    }

    /// <summary>Boxes side by side where they lie so; else each with zeros around it, and their sum.</summary>
    private string Join(JoinNode node)
    {
        string name = NameOf(node);
        Func<Place, int>[] starts = [place => place.Y, place => place.X, place => place.Channel];
        Func<TensorShape, int>[] sizes = [shape => shape.Height, shape => shape.Width, shape => shape.Channels];
        (Place Place, Node Input)[] boxes = [.. node.Places.Zip(node.Inputs, (place, input) => (place, input))];
        int[] cut = [.. Enumerable.Range(0, 3).Where(axis => boxes.Any(box => sizes[axis](box.Input.Shape) != sizes[axis](node.Shape)))];
        if (node.IsWhole && cut is [var along])
        {
            string[] parts = [.. boxes.OrderBy(box => starts[along](box.Place)).Select(box => Aligned(box.Input, node.Shape))];
            return parts.Length == 1 ? parts[0] : Add(name, "Concat", parts, ("axis", OnnxForm.AxisOf(node.Shape, along)));
        }

        if (node.IsWhole && cut.Length == 0)
        {
            return Aligned(boxes[0].Input, node.Shape);
        }

        return boxes.Select((box, i) => Pad(boxes.Length == 1 ? name : $"{name}/part {i}", box.Place, box.Input))
            .Aggregate((sum, part) => Add($"{name}/sum", "Add", [sum, part]));

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

            return Add(part, "Pad", [Aligned(input, node.Shape), Integers(pads)]);
        }
    }
}
