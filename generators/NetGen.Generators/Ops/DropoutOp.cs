using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = m·x / (1 − p), m = 0 with probability p, else 1;  dx = m·dy / (1 − p), with the mask drawn again from its counter. With one m for
/// each channel of a sample, its mask is kept.
/// </summary>
internal sealed class DropoutOp(DropoutAttribute attribute) : Operation
{
    public override bool PassesProbabilities => true;

    /// <summary>The share that is dropped.</summary>
    public double Rate => (double)attribute.Rate;

    public override TensorShape? Infer(ShapeRule rule) => rule.IsShare(Rate) ? rule.Input : null;

    public override Node Forward(ForwardContext c)
    {
        Expr x = new Expr.Input(0);
        if (!c.Training || Rate == 0)
        {
            return c.Input;
        }

        if (!attribute.WholeChannels || c.Input.Shape.Rows == 1)
        {
            return c.Map(c.Label, c.Input.Shape, Masked(c, Rate, x), c.Input);
        }

        Node mask = c.Map($"{c.Label} mask", TensorShape.Features(c.Input.Shape.Channels), Masked(c, Rate, 1));
        return c.Map(c.Label, c.Input.Shape, x * new Expr.Input(1), c.Input, mask);
    }

    /// <summary>A value or 0, by chance.</summary>
    public static Expr Masked(ForwardContext c, double rate, Expr x) =>
        Expr.Greater(rate, new Expr.Uniform(c.Use.Index), 0, x * (1 / (1 - rate)));
}
