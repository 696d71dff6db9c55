using System.Globalization;
using NetGen.Generators.Graph;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Ops;

/// <summary>y = x where x > 0, else s·x;  dx = dy where x > 0, else s·dy.</summary>
internal sealed class LeakyReluOp() : ElementwiseOp("LeakyRelu")
{
    public override bool PassesProbabilities => true;

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
