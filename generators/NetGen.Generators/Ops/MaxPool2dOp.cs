using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = the largest x of the window, place = where in the window its first is;  dx = Σ dy over the windows that have their place at x.</summary>
internal sealed class MaxPool2dOp() : PoolOp("MaxPool2d")
{
    public override bool PassesShift(OperationUse use) => true;

    public override Node Forward(ForwardContext c) =>
        c.Add(new PoolNode(c.Label, PoolRole.Max, Geometry(c.Arguments, c.Input.Shape), c.Use.Output, c.Input));
}
