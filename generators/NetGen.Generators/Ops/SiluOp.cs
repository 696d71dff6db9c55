using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x·σ(x);  dx = dy·σ(x)·(1 + x·(1 − σ(x))).</summary>
internal sealed class SiluOp : ElementwiseOp
{
    public override Activation? Activation => Ops.Activation.Rectifier;

    public override Reach? Reach => new(-0.278, double.PositiveInfinity);

    public override Expr Forward(Expr x) => x * Expr.Sigmoid(x);

    public override Expr Gradient(Expr dy, Expr x, Expr y) => dy * Expr.Sigmoid(x) * (1 + x * (1 - Expr.Sigmoid(x)));
}
