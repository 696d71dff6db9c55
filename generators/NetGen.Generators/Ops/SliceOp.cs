using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x[start … start + count) along one axis;  dx = dy there, 0 elsewhere.</summary>
internal sealed class SliceOp(SliceAttribute attribute) : Operation
{
    public override bool PassesProbabilities => true;

    public override bool PassesShift(OperationUse use) => true;

    public override bool FixesLength => attribute.Axis == Axis.Length;

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        Axis axis = attribute.Axis;
        if (axis.Size(x) is not { } size)
        {
            return rule.Error("NG0057", "Slice", $"the axis {axis}", x.ToString());
        }

        int start = (int)attribute.Start, count = (int)attribute.Count, first = First(size);
        if (first < 0 || count < 1 || (long)first + count > size)
        {
            string begin = start < 0 ? $"{size} − {-(long)start}" : $"{start}";
            return rule.Error(
                "NG0057", "Slice", $"{count} from {start} along {axis} (from {begin} to {begin} + {count} of {size})", x.ToString());
        }

        // A single position is no sequence any more.
        return axis switch
        {
            Axis.Features => x with { Channels = count },
            Axis.Length => count == 1 ? TensorShape.Features(x.Channels) : TensorShape.Sequence(count, x.Channels, -1),
            Axis.Height => x with { Height = count },
            _ => x with { Width = count },
        };
    }

    public override Node Forward(ForwardContext c) =>
        c.Add(new MoveNode(c.Label, MoveKind.Slice, c.Use.Output, Origin(c.Input.Shape), c.Input));

    /// <summary>The first element taken, counted from the front.</summary>
    private int First(int size) => (int)attribute.Start is var start && start < 0 ? size + start : start;

    private Place Origin(TensorShape x)
    {
        int first = First(attribute.Axis.Size(x)!.Value);
        return attribute.Axis switch
        {
            Axis.Features => new Place(0, 0, first),
            Axis.Height => new Place(first, 0, 0),
            _ => new Place(0, first, 0),
        };
    }
}
