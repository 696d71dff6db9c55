using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x·Φ(x) with Φ(x) = (1 + erf(x/√2)) / 2;  dx = dy·(Φ(x) + x·e^(−x²/2)/√(2π)).</summary>
internal sealed class GeluOp : ElementwiseOp
{
    public override Activation? Activation => Ops.Activation.Rectifier;

    public override Expr Forward(Expr x) => x * Phi(x);

    public override Expr Gradient(Expr dy, Expr x, Expr y) =>
        dy * (Phi(x) + x * (Expr.Exp(x * x * -0.5) * (1 / Math.Sqrt(2 * Math.PI))));

    private static Expr Phi(Expr x) => Expr.Erf(x * Math.Sqrt(0.5)) * 0.5 + 0.5;
}
