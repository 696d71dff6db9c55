using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = m·x / (1 − p), m = 0 with probability p, else 1, for each sample;  dx = m·dy / (1 − p).  Huang et al. 2016.</summary>
internal sealed class DropPathOp(DropPathAttribute attribute) : Operation
{
    public override bool PassesProbabilities => true;

    private double Rate => (double)attribute.Rate;

    public override TensorShape? Infer(ShapeRule rule) => rule.IsShare(Rate) ? rule.Input : null;

    public override Node Forward(ForwardContext c)
    {
        if (!c.Training || Rate == 0)
        {
            return c.Input;
        }

        Expr x = new Expr.Input(0);
        TensorShape one = TensorShape.Features(1), channels = TensorShape.Features(c.Input.Shape.Channels);
        Node draw = c.Map($"{c.Label} draw", one, DropoutOp.Masked(c, Rate, 1));
        Node sample = c.Reduce($"{c.Label} sample", ReduceOperator.Sum, one.PerRow(), x, draw);
        Node mask = c.Map($"{c.Label} mask", channels, x, sample);
        return c.Map(c.Label, c.Input.Shape, x * new Expr.Input(1), c.Input, mask);
    }
}
