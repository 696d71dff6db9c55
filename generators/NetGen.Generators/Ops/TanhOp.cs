using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = tanh(x);  dx = dy·(1 − y²).</summary>
internal sealed class TanhOp : ElementwiseOp
{
    public override Activation? Activation => Ops.Activation.Smooth;

    public override Reach? Reach => new(-1, 1);

    public override Expr Forward(Expr x) => Expr.Tanh(x);
}
