using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x[start … start + count) along one axis;  dx = dy there, 0 elsewhere.</summary>
internal sealed class SliceOp() : Operation("Slice")
{
    public override bool PassesProbabilities => true;

    public override bool PassesShift(OperationUse use) => true;

    public override bool FixesLength(Arguments arguments) => AxisOf(arguments) == Axis.Length;

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        Axis axis = AxisOf(rule.Arguments);
        if (axis.Size(x) is not { } size)
        {
            return rule.Error("NG0057", "Slice", $"the axis {axis}", x.ToString());
        }

        int start = rule.Arguments.Int("start", 0), count = rule.Arguments.Int("count", 0), first = start < 0 ? size + start : start;
        if (first < 0 || count < 1 || (long)first + count > size)
        {
            return rule.Error("NG0057", "Slice", $"{count} from {start} along {axis}, of {size},", x.ToString());
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

    public override Node Forward(ForwardContext c) => c.Add(new MoveNode(c.Label, MoveKind.Slice, c.Use.Output, First(c.Arguments, c.Input.Shape), c.Input));

    private static Place First(Arguments arguments, TensorShape x)
    {
        Axis axis = AxisOf(arguments);
        int start = arguments.Int("start", 0), first = start < 0 ? axis.Size(x)!.Value + start : start;
        return axis switch
        {
            Axis.Features => new Place(0, 0, first),
            Axis.Height => new Place(first, 0, 0),
            _ => new Place(0, first, 0),
        };
    }

    private static Axis AxisOf(Arguments arguments) => (Axis)arguments.Int("axis", 0);
}
