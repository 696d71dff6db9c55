using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = Σ x / window, padding counted as zeros;  dx = Σ dy / window over the windows around x.</summary>
internal class AvgPool2dOp(string name) : PoolOp(name)
{
    public AvgPool2dOp()
        : this("AvgPool2d")
    {
    }

    public override bool PassesShift(OperationUse use) => Geometry(use.Arguments, use.Input).Padding == 0;

    public override Node Forward(ForwardContext c) =>
        c.Add(new PoolNode(c.Label, PoolRole.Average, Geometry(c.Arguments, c.Input.Shape), c.Use.Output, c.Input));
}
