using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = max(x, 0);  dx = dy where y > 0, else 0.</summary>
internal sealed class ReluOp : ElementwiseOp
{
    public override bool PassesProbabilities => true;

    public override bool IsNonDecreasing => true;

    public override Activation? Activation => Ops.Activation.Rectifier;

    public override Reach? Reach => Ops.Reach.Positive;

    public override Expr Forward(Expr x) => Expr.Max(x, 0);

    public override Expr Gradient(Expr dy, Expr x, Expr y) => Expr.Greater(y, 0, dy, 0);
}
