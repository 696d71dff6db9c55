using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = 1 / (1 + e⁻ˣ);  dx = dy·y·(1 − y).</summary>
internal sealed class SigmoidOp : ElementwiseOp
{
    public override Activation? Activation => Ops.Activation.Smooth;

    public override Reach? Reach => Ops.Reach.Share;

    public override Expr Forward(Expr x) => Expr.Sigmoid(x);
}
