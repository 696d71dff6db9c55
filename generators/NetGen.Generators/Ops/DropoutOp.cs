using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = m·x / (1 − p), m = 0 with probability p, else 1;  dx = m·dy / (1 − p), with the mask drawn again from its counter.
/// </summary>
internal sealed class DropoutOp(DropoutAttribute attribute) : Operation
{
    public override bool PassesProbabilities => true;

    private double Rate => (double)attribute.Rate;

    public override TensorShape? Infer(ShapeRule rule) => rule.IsShare(Rate) ? rule.Input : null;

    public override Node Forward(ForwardContext c) => c.Training && Rate > 0
        ? c.Map(c.Label, c.Input.Shape, Expr.Greater(Rate, new Expr.Uniform(c.Use.Index), 0, new Expr.Input(0) * (1 / (1 - Rate))), c.Input)
        : c.Input;
}
