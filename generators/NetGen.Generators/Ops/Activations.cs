using System.Globalization;
using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = max(x, 0);  dx = dy where y > 0, else 0.</summary>
internal sealed class ReluOp() : ElementwiseOp("Relu")
{
    public override Activation? Activation => Ops.Activation.Rectifier;

    public override Expr Forward(Expr x, Arguments arguments) => Expr.Max(x, 0);

    public override Expr Gradient(Expr dy, Expr x, Expr y, Arguments arguments) => Expr.Greater(y, 0, dy, 0);
}

/// <summary>y = x where x > 0, else s·x;  dx = dy where x > 0, else s·dy.</summary>
internal sealed class LeakyReluOp() : ElementwiseOp("LeakyRelu")
{
    public override Activation? Activation => Ops.Activation.Rectifier;

    public override TensorShape? Infer(ShapeRule rule)
    {
        double slope = Slope(rule.Arguments);
        return rule.Check("slope", slope >= 0 && slope < 1, slope.ToString(CultureInfo.InvariantCulture), "at least 0 and less than 1") ? rule.Input : null;
    }

    public override Expr Forward(Expr x, Arguments arguments) => Expr.Greater(x, 0, x, x * Slope(arguments));

    // The slope is not negative, so y has the sign of x and x need not be kept; with slope 0 it is Relu.
    public override Expr Gradient(Expr dy, Expr x, Expr y, Arguments arguments) => Expr.Greater(y, 0, dy, dy * Slope(arguments));

    // Attributes give floats: 0.01f means 0.01, also in a network of doubles.
    private static double Slope(Arguments arguments) => arguments.Number("slope", 0.01);
}

/// <summary>y = 1 / (1 + e⁻ˣ);  dx = dy·y·(1 − y).</summary>
internal sealed class SigmoidOp() : ElementwiseOp("Sigmoid")
{
    public override Activation? Activation => Ops.Activation.Smooth;

    public override Expr Forward(Expr x, Arguments arguments) => Expr.Sigmoid(x);

    public override Expr Gradient(Expr dy, Expr x, Expr y, Arguments arguments) => dy * y * (1 - y);
}

/// <summary>y = tanh(x);  dx = dy·(1 − y²).</summary>
internal sealed class TanhOp() : ElementwiseOp("Tanh")
{
    public override Activation? Activation => Ops.Activation.Smooth;

    public override Expr Forward(Expr x, Arguments arguments) => Expr.Tanh(x);

    public override Expr Gradient(Expr dy, Expr x, Expr y, Arguments arguments) => dy * (1 - y * y);
}

/// <summary>y = x·Φ(x) with Φ(x) = (1 + erf(x/√2)) / 2;  dx = dy·(Φ(x) + x·e^(−x²/2)/√(2π)).</summary>
internal sealed class GeluOp() : ElementwiseOp("Gelu")
{
    public override Activation? Activation => Ops.Activation.Rectifier;

    public override Expr Forward(Expr x, Arguments arguments) => x * Phi(x);

    public override Expr Gradient(Expr dy, Expr x, Expr y, Arguments arguments) =>
        dy * (Phi(x) + x * (Expr.Exp(x * x * -0.5) * (1 / Math.Sqrt(2 * Math.PI))));

    private static Expr Phi(Expr x) => Expr.Erf(x * Math.Sqrt(0.5)) * 0.5 + 0.5;
}
