using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = the mean or the maximum along one axis. Along lines, pixels and positions it is pooling with one window; along the features it is a
/// reduction of each row.
/// </summary>
internal abstract class OverAxisOp(Axis axis, PoolRole role) : Operation
{
    public override bool PassesProbabilities => true;

    public override bool PassesShift(OperationUse use) => role == PoolRole.Average || axis != Axis.Features;

    public override bool MixesPositions(OperationUse use, int source) => axis == Axis.Length;

    public override bool LooksAhead => axis == Axis.Length;

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (axis.Size(x) is null)
        {
            return rule.Error("NG0057", Name, $"the axis {axis}", x.ToString());
        }

        return axis switch
        {
            Axis.Features => x with { Channels = 1 },
            Axis.Length => TensorShape.Features(x.Channels),
            Axis.Height => x with { Height = 1 },
            _ => x with { Width = 1 },
        };
    }

    public override Node Forward(ForwardContext c) => axis == Axis.Features
        ? c.Map(c.Label, c.Use.Output, new Expr.Input(0), OverRow(c))
        : Over(c, c.Input);

    /// <summary>The pooling of a value of the input's shape.</summary>
    protected Node Over(ForwardContext c, Node x) => c.Add(new PoolNode(c.Label, role, Geometry(x.Shape), c.Use.Output, x));

    /// <summary>The reduction of each row.</summary>
    protected abstract Node OverRow(ForwardContext c);

    private PoolGeometry Geometry(TensorShape x) =>
        new(x.Channels, x.Height, x.Width, new(axis == Axis.Height ? x.Height : 1), new(axis == Axis.Height ? 1 : x.Width))
            { Length = x.Length };
}
