using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = x·Φ(x) with Φ(x) = (1 + erf(x/√2)) / 2;  dx = dy·(Φ(x) + x·e^(−x²/2)/√(2π)).
/// Approximated: Φ(x) = (1 + t) / 2, t = tanh(u), u = √(2/π)·(x + 0.044715·x³);  dx = dy·(Φ(x) + x·(1 − t²)·u′/2).
/// </summary>
internal sealed class GeluOp(GeluAttribute attribute) : ElementwiseOp
{
    private const double Cubic = 0.044715;

    public override Activation? Activation => Ops.Activation.Rectifier;

    public override Reach? Reach => new(-0.17, double.PositiveInfinity);

    private static double Slope => Math.Sqrt(2 / Math.PI);

    private bool IsTanh => attribute.Approximation == GeluApproximation.Tanh;

    public override OnnxOperator? Onnx(OperationUse use) => new("Gelu", ("approximate", IsTanh ? "tanh" : "none")) { IsFloat = true };

    public override Expr Forward(Expr x) => x * Phi(x);

    public override Expr Gradient(Expr dy, Expr x, Expr y) => dy * (Phi(x) + x * Density(x));

    private Expr Phi(Expr x) => (IsTanh ? Tanh(x) : Expr.Erf(x * Math.Sqrt(0.5))) * 0.5 + 0.5;

    private Expr Density(Expr x) => IsTanh
        ? (1 - Tanh(x) * Tanh(x)) * (x * x * (1.5 * Cubic * Slope) + 0.5 * Slope)
        : Expr.Exp(x * x * -0.5) * (1 / Math.Sqrt(2 * Math.PI));

    private static Expr Tanh(Expr x) => Expr.Tanh((x + x * x * x * Cubic) * Slope);
}
