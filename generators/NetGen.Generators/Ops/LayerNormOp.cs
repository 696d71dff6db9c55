using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = x̂·γ + β with x̂ = (x − μ)·r, r = 1/√(σ² + ε), over the n features of each row;
/// dβ = Σ dy;  dγ = Σ dy·x̂;  dx = r·(g − Σ g/n − x̂·Σ g·x̂/n) with g = dy·γ.  Ba, Kiros and Hinton 2016.
/// </summary>
internal sealed class LayerNormOp(LayerNormAttribute attribute) : Operation
{
    public override TensorShape? Infer(ShapeRule rule)
    {
        if (rule.Input.Channels == 1)
        {
            rule.WarnOfOneValue(
                rule.Input, attribute.Bias ? "every output is its bias" : "every output is 0", "leave it out, or give it more features");
        }

        return rule.IsEpsilon(attribute.Epsilon) ? rule.Input : null;
    }

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule)
    {
        yield return rule.Vector("weight", rule.Input.Channels, Start.One);
        if (attribute.Bias)
        {
            yield return rule.Vector("bias", rule.Input.Channels, Start.Zero);
        }
    }

    public override OnnxOperator? Onnx(OperationUse use) => use.Input.IsImage
        ? null
        : new("LayerNormalization", ("axis", -1), ("epsilon", Rate.AsWritten(attribute.Epsilon)))
        {
            Inputs = attribute.Bias ? [new("weight"), new("bias")] : [new("weight")], IsFloat = true,
        };

    public override Node Forward(ForwardContext c)
    {
        Node x = c.Input;
        TensorShape row = x.Shape.PerRow();
        double share = 1.0 / x.Shape.Channels;
        Expr a = new Expr.Input(0), b = new Expr.Input(1), d = new Expr.Input(2), e = new Expr.Input(3), f = new Expr.Input(4);
        Node mean = c.Keep("mean", c.Map($"{c.Label} mean", row, a * share, c.Reduce($"{c.Label} sum", ReduceOperator.Sum, row, a, x)));
        Node squares = c.Reduce($"{c.Label} squares", ReduceOperator.Sum, row, (a - b) * (a - b), x, mean);
        Node rate = c.Keep("rate", c.Map($"{c.Label} rate", row, 1 / Expr.Sqrt(a * share + Rate.AsWritten(attribute.Epsilon)), squares));
        return c.Has("bias")
            ? c.Map(c.Label, x.Shape, (a - b) * d * e + f, x, mean, rate, c.Parameter("weight"), c.Parameter("bias"))
            : c.Map(c.Label, x.Shape, (a - b) * d * e, x, mean, rate, c.Parameter("weight"));
    }

    public override Node? Backward(BackwardContext c)
    {
        Node dy = c.OutputGradient, x = c.Input, mean = c.Kept("mean"), rate = c.Kept("rate"), weight = c.Parameter("weight");
        TensorShape row = x.Shape.PerRow(), channel = TensorShape.PerChannel(x.Shape.Channels);
        double share = 1.0 / x.Shape.Channels;
        Expr g = new Expr.Input(0), gamma = new Expr.Input(1), normalized = (new Expr.Input(2) - new Expr.Input(3)) * new Expr.Input(4);
        Node sum = c.Reduce($"∂{c.Label} sum", ReduceOperator.Sum, row, g * gamma, dy, weight);
        Node product = c.Reduce($"∂{c.Label} product", ReduceOperator.Sum, row, g * gamma * normalized, dy, weight, x, mean, rate);
        Expr dx = new Expr.Input(4) * (g * gamma - new Expr.Input(5) * share - normalized * (new Expr.Input(6) * share));
        Node result = c.Map($"∂{c.Label}", x.Shape, dx, dy, weight, x, mean, rate, sum, product);
        c.Gradient("weight", c.Reduce(
            $"∂{c.Label}.weight", ReduceOperator.Sum, channel, g * ((gamma - new Expr.Input(2)) * new Expr.Input(3)), dy, x, mean, rate));
        if (c.Has("bias"))
        {
            c.Gradient("bias", c.Reduce($"∂{c.Label}.bias", ReduceOperator.Sum, channel, g, dy));
        }

        return result;
    }
}
