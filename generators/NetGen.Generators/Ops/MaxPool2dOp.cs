using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = the largest x of the window;  dx = Σ dy over the windows in which x is the first largest.</summary>
internal sealed class MaxPool2dOp() : PoolOp("MaxPool2d")
{
    public override Node Forward(ForwardContext c) =>
        c.Add(new PoolNode(c.Label, PoolRole.Max, Geometry(c.Arguments, c.Input.Shape), c.Use.Output, c.Input));

    public override InputGradients Backward(BackwardContext c) => new(c.Add(new PoolNode(
        $"∂{c.Label}", PoolRole.MaxGradient, Geometry(c.Arguments, c.Input.Shape), c.Input.Shape, c.OutputGradient, c.Input, c.Output)));
}
