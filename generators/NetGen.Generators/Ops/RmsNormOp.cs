using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = x·r·γ with r = 1/√(Σ x²/n + ε) over the n features of each row;  dγ = Σ dy·x·r;  dx = r·(g − x·r²·Σ g·x/n) with g = dy·γ.
/// </summary>
internal sealed class RmsNormOp(RmsNormAttribute attribute) : Operation
{
    public override TensorShape? Infer(ShapeRule rule)
    {
        if (rule.Input.Channels == 1)
        {
            rule.WarnOfOneValue(rule.Input, "only the sign of the input is left", "leave it out, or give it more features");
        }

        return rule.IsEpsilon(attribute.Epsilon) ? rule.Input : null;
    }

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule) => [rule.Vector("weight", rule.Input.Channels, Start.One)];

    public override OnnxOperator? Onnx(OperationUse use) => use.Input.IsImage
        ? null
        : new("RMSNormalization", ("axis", -1), ("epsilon", Rate.AsWritten(attribute.Epsilon)))
        {
            Inputs = [new("weight")], IsFloat = true,
        };

    public override Node Forward(ForwardContext c)
    {
        Expr a = new Expr.Input(0);
        TensorShape row = c.Input.Shape.PerRow();
        Node squares = c.Reduce($"{c.Label} squares", ReduceOperator.Sum, row, a * a, c.Input);
        Node rate = c.Keep("rate", c.Map(
            $"{c.Label} rate", row, 1 / Expr.Sqrt(a * (1.0 / c.Input.Shape.Channels) + Rate.AsWritten(attribute.Epsilon)), squares));
        return c.Map(c.Label, c.Input.Shape, a * new Expr.Input(1) * new Expr.Input(2), c.Input, rate, c.Parameter("weight"));
    }

    public override Node? Backward(BackwardContext c)
    {
        Node dy = c.OutputGradient, x = c.Input, rate = c.Kept("rate"), weight = c.Parameter("weight");
        Expr g = new Expr.Input(0), value = new Expr.Input(1), gamma = new Expr.Input(2);
        Expr r = new Expr.Input(3), product = new Expr.Input(4);
        Node inner = c.Reduce($"∂{c.Label} product", ReduceOperator.Sum, x.Shape.PerRow(), g * gamma * value, dy, x, weight);
        Node dx = c.Map(
            $"∂{c.Label}", x.Shape, r * (g * gamma - value * (r * r * product * (1.0 / x.Shape.Channels))), dy, x, weight, rate, inner);
        c.Gradient("weight", c.Reduce(
            $"∂{c.Label}.weight", ReduceOperator.Sum, TensorShape.PerChannel(x.Shape.Channels), g * value * gamma, dy, x, rate));
        return dx;
    }
}
