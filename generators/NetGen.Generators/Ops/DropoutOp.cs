using System.Globalization;
using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = m·x / (1 − p), m = 0 with probability p, else 1;  dx = m·dy / (1 − p), with the mask drawn again from its counter.</summary>
internal sealed class DropoutOp() : Operation("Dropout")
{
    public override bool PassesProbabilities => true;

    public override TensorShape? Infer(ShapeRule rule)
    {
        double rate = rule.Arguments.Number("rate", 0);
        return rule.Check("rate", rate >= 0 && rate < 1, rate.ToString(CultureInfo.InvariantCulture), "at least 0 and less than 1") ? rule.Input : null;
    }

    public override Node Forward(ForwardContext c) => c.Training && c.Arguments.Number("rate", 0) > 0
        ? c.Map(c.Label, c.Input.Shape, Masked(c.Use), c.Input)
        : c.Input;

    private static Expr Masked(OperationUse use)
    {
        double rate = use.Arguments.Number("rate", 0);
        return Expr.Greater(rate, new Expr.Uniform(use.Index), 0, new Expr.Input(0) * (1 / (1 - rate)));
    }
}
