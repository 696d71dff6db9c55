using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = min(max(x + 3, 0), 6)/6;  dx = dy/6 where 0 &lt; y &lt; 1, else 0.</summary>
internal sealed class HardSigmoidOp : ElementwiseOp
{
    public override Activation? Activation => Ops.Activation.Smooth;

    public override Reach? Reach => Ops.Reach.Share;

    public override OnnxOperator? Onnx(OperationUse use) => new("HardSigmoid", ("alpha", 1.0 / 6), ("beta", 0.5)) { IsFloat = true };

    // By minimum and maximum last, the edges are 0 and 1 exactly.
    public override Expr Forward(Expr x) => Expr.Min(Expr.Max(x * (1.0 / 6) + 0.5, 0), 1);

    public override Expr Gradient(Expr dy, Expr x, Expr y) => Expr.Greater(y, 0, Expr.Greater(1, y, dy * (1.0 / 6), 0), 0);
}
