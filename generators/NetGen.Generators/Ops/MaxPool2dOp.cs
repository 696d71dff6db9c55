using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = the largest x of the window, place = where in the window its first is;  dx = Σ dy over the windows that have their place at x.</summary>
internal sealed class MaxPool2dOp() : PoolOp("MaxPool2d")
{
    public override bool PassesShift(OperationUse use) => true;

    public override Node Forward(ForwardContext c) =>
        c.Add(new PoolNode(c.Label, PoolRole.Max, Geometry(c.Arguments, c.Input.Shape), c.Use.Output, c.Input));

    public override InputGradients Backward(BackwardContext c) => new(Gradient(c, Geometry(c.Arguments, c.Input.Shape)));

    /// <summary>The gradient by x. The places are a further result of the pooling, so that x itself is not needed any more.</summary>
    public static Node Gradient(BackwardContext c, PoolGeometry geometry)
    {
        Node place = c.Add(new PartNode($"{c.Label} place", c.Output.Shape, c.Output));
        return c.Add(new PoolNode($"∂{c.Label}", PoolRole.MaxGradient, geometry, c.Input.Shape, c.OutputGradient, place));
    }
}
