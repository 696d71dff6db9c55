using System.Globalization;
using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = x̂·γ + β with x̂ = (x − μ)·r, r = 1/√(σ² + ε), over the n values of each channel;
/// dβ = Σ dy;  dγ = Σ dy·x̂;  dx = γ·r·(dy − dβ/n − x̂·dγ/n).  Ioffe and Szegedy 2015.
/// </summary>
internal sealed class BatchNormOp() : Operation("BatchNorm")
{
    public override TensorShape? Infer(ShapeRule rule)
    {
        double epsilon = rule.Arguments.Number("epsilon", 1e-5), momentum = rule.Arguments.Number("momentum", 0.1);
        bool valid = rule.Check("epsilon", epsilon > 0 && epsilon < 1, epsilon.ToString(CultureInfo.InvariantCulture), "greater than 0 and less than 1")
            & rule.Check("momentum", momentum >= 0 && momentum <= 1, momentum.ToString(CultureInfo.InvariantCulture), "from 0 to 1");
        return valid ? rule.Input : null;
    }

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule) =>
    [
        rule.Vector("weight", rule.Input.Channels, Start.One),
        rule.Vector("bias", rule.Input.Channels, Start.Zero),
        rule.Vector("running_mean", rule.Input.Channels, Start.Zero, isTrained: false),
        rule.Vector("running_var", rule.Input.Channels, Start.One, isTrained: false),
    ];

    public override Node Forward(ForwardContext c)
    {
        Node x = c.Input;
        TensorShape channel = TensorShape.PerChannel(x.Shape.Channels);
        double epsilon = c.Arguments.Number("epsilon", 1e-5);
        Expr a = new Expr.Input(0), b = new Expr.Input(1), d = new Expr.Input(2), e = new Expr.Input(3), f = new Expr.Input(4);
        if (!c.Training)
        {
            Node scale = c.Map($"{c.Label} scale", channel, a / Expr.Sqrt(b + epsilon), c.Parameter("weight"), c.Parameter("running_var"));
            Node shift = c.Map($"{c.Label} shift", channel, a - b * d, c.Parameter("bias"), c.Parameter("running_mean"), scale);
            return c.Map(c.Label, x.Shape, a * b + d, x, scale, shift);
        }

        Expr perValue = Expr.PerRow(x.Shape);
        Node mean = c.Map($"{c.Label} mean", channel, a * perValue, c.Reduce($"{c.Label} sum", ReduceOperator.Sum, channel, a, x));
        Node squares = c.Reduce($"{c.Label} squares", ReduceOperator.Sum, channel, (a - b) * (a - b), x, mean);
        Node variance = c.Map($"{c.Label} variance", channel, a * perValue, squares);
        Node rate = c.Map($"{c.Label} rate", channel, 1 / Expr.Sqrt(a + epsilon), variance);

        // The running variance is the unbiased one, σ²·n/(n − 1); a single value has none, and keeps σ².
        double momentum = c.Arguments.Number("momentum", 0.1);
        Expr unbiased = Expr.Greater(1 - perValue, 0, b / (1 - perValue), b);
        c.Update("running_mean", c.Map($"{c.Label} running_mean", channel, a * (1 - momentum) + b * momentum, c.Statistic("running_mean"), mean));
        c.Update("running_var", c.Map($"{c.Label} running_var", channel, a * (1 - momentum) + unbiased * momentum, c.Statistic("running_var"), variance));
        c.Keep("mean", mean);
        c.Keep("rate", rate);
        return c.Map(c.Label, x.Shape, (a - b) * d * e + f, x, mean, rate, c.Parameter("weight"), c.Parameter("bias"));
    }

    public override InputGradients Backward(BackwardContext c)
    {
        Node dy = c.OutputGradient, x = c.Input, mean = c.Kept("mean"), rate = c.Kept("rate");
        TensorShape channel = TensorShape.PerChannel(x.Shape.Channels);
        Expr perValue = Expr.PerRow(x.Shape);
        Expr g = new Expr.Input(0), normalized = (new Expr.Input(1) - new Expr.Input(2)) * new Expr.Input(3);
        Node shift = c.Reduce($"∂{c.Label}.bias", ReduceOperator.Sum, channel, g, dy);
        Node scale = c.Reduce($"∂{c.Label}.weight", ReduceOperator.Sum, channel, g * normalized, dy, x, mean, rate);
        c.Gradient("weight", scale);
        c.Gradient("bias", shift);
        Expr dx = new Expr.Input(4) * new Expr.Input(3) * (g - new Expr.Input(5) * perValue - normalized * (new Expr.Input(6) * perValue));
        return new(c.Map($"∂{c.Label}", x.Shape, dx, dy, x, mean, rate, c.Parameter("weight"), shift, scale));
    }
}
