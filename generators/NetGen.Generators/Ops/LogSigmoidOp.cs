using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = −softplus(−x);  dx = dy·σ(−x).</summary>
internal sealed class LogSigmoidOp : ElementwiseOp
{
    public override Activation? Activation => Ops.Activation.Smooth;

    public override Reach? Reach => Ops.Reach.Negative;

    public override Expr Forward(Expr x) => -Expr.Softplus(-x);

    public override Expr Gradient(Expr dy, Expr x, Expr y) => dy * Expr.Sigmoid(-x);
}
