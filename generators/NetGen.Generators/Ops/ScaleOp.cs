using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x·γ, γ one number for each channel or one for all;  dx = dy·γ;  dγ = Σ dy·x.</summary>
internal sealed class ScaleOp(ScaleAttribute attribute) : Operation
{
    public override TensorShape? Infer(ShapeRule rule) =>
        rule.Check(Rate.AsWritten(attribute.Start), Math.Abs(attribute.Start) <= 1000, "from −1000 to 1000", "start") ? rule.Input : null;

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule)
    {
        ParameterInfo weight = rule.Vector("weight", attribute.PerChannel ? rule.Input.Channels : 1, Start.Constant);
        return [weight with { Scale = Rate.AsWritten(attribute.Start) }];
    }

    public override Node Forward(ForwardContext c)
    {
        Expr y = new Expr.Input(0) * new Expr.Input(1);
        Node weight = attribute.PerChannel ? c.Parameter("weight") : c.Table("weight", TensorShape.Scalar);
        return c.Map(c.Label, c.Input.Shape, y, c.Input, weight);
    }
}
