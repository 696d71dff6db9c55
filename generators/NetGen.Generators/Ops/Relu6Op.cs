using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = min(max(x, 0), 6);  dx = dy where 0 &lt; y &lt; 6, else 0.</summary>
internal sealed class Relu6Op : ElementwiseOp
{
    public override bool PassesProbabilities => true;

    public override bool IsNonDecreasing => true;

    public override Activation? Activation => Ops.Activation.Rectifier;

    public override Reach? Reach => new(0, 6);

    public override Expr Forward(Expr x) => Expr.Min(Expr.Max(x, 0), 6);

    public override Expr Gradient(Expr dy, Expr x, Expr y) => Expr.Greater(y, 0, Expr.Greater(6, y, dy, 0), 0);
}
