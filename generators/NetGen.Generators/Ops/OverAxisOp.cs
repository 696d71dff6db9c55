using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = the mean or the maximum along one axis. Along lines, pixels and positions it is pooling with one window; along the features it is a
/// reduction of each row.
/// </summary>
internal abstract class OverAxisOp(OverAxisAttribute attribute, PoolRole role) : Operation
{
    /// <summary>Beyond what any value is, and yet a number.</summary>
    protected const double VeryLarge = 1e30;

    public override string? PaddingArgument => attribute.Axis == Axis.Length ? nameof(attribute.SkipPadding) : null;

    public override string? PaddingInput => attribute.SkipPadding;

    public override bool PassesProbabilities => true;

    public override bool PassesShift(OperationUse use) => role == PoolRole.Average || attribute.Axis != Axis.Features;

    public override bool MixesPositions(OperationUse use, int source) => attribute.Axis == Axis.Length && use.Padding < 0;

    public override bool LooksAhead => attribute.Axis == Axis.Length;

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (attribute.Axis.Size(x) is null)
        {
            return rule.Error("NG0057", Name, $"the axis {attribute.Axis}", x.ToString());
        }

        bool isOverPositions = attribute.SkipPadding is null || attribute.Axis == Axis.Length;
        if (!rule.Check("skipPadding", isOverPositions, $"'{attribute.SkipPadding}'", "nothing, but over Axis.Length")
            || !PaddingMask.Fits(rule, Name, attribute.SkipPadding))
        {
            return null;
        }

        return attribute.Axis switch
        {
            Axis.Features => x with { Channels = 1 },
            Axis.Length => TensorShape.Features(x.Channels),
            Axis.Height => x with { Height = 1 },
            _ => x with { Width = 1 },
        };
    }

    public override Node Forward(ForwardContext c)
    {
        if (attribute.Axis == Axis.Features)
        {
            return c.Map(c.Label, c.Use.Output, new Expr.Input(0), OverRow(c));
        }

        return Finish(c, Over(c, c.Use.Padding < 0 ? c.Input : PaddingMask.Apply(c, c.Input, Neutral)));
    }

    /// <summary>What changes nothing, in the place of padding.</summary>
    protected virtual double Neutral => 0;

    /// <summary>What the pooling gives, made the result.</summary>
    protected virtual Node Finish(ForwardContext c, Node pooled) => pooled;

    /// <summary>The pooling of a value of the input's shape.</summary>
    protected virtual Node Over(ForwardContext c, Node x) => c.Add(new PoolNode(c.Label, role, Geometry(x.Shape), c.Use.Output, x));

    /// <summary>The reduction of each row.</summary>
    protected abstract Node OverRow(ForwardContext c);

    private PoolGeometry Geometry(TensorShape x)
    {
        bool isDown = attribute.Axis == Axis.Height;
        return new(x.Channels, x.Height, x.Width, new(isDown ? x.Height : 1), new(isDown ? 1 : x.Width)) { Length = x.Length };
    }
}
