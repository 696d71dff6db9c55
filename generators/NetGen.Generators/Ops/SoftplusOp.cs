using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = softplus(β·x)/β;  dx = dy·σ(β·x).</summary>
internal sealed class SoftplusOp(SoftplusAttribute attribute) : ElementwiseOp
{
    public override Activation? Activation => Ops.Activation.Rectifier;

    public override Reach? Reach => Ops.Reach.Positive;

    private double Beta => (double)attribute.Beta;

    public override TensorShape? Infer(ShapeRule rule) => rule.IsFactor(Beta) ? rule.Input : null;

    public override Expr Forward(Expr x) => Expr.Softplus(x * Beta) * (1 / Beta);

    public override Expr Gradient(Expr dy, Expr x, Expr y) => dy * Expr.Sigmoid(x * Beta);
}
