using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x / (1 + |x|);  dx = dy / (1 + |x|)².</summary>
internal sealed class SoftsignOp : ElementwiseOp
{
    public override Activation? Activation => Ops.Activation.Smooth;

    public override Reach? Reach => new(-1, 1);

    public override OnnxOperator? Onnx(OperationUse use) => new("Softsign") { IsFloat = true };

    public override Expr Forward(Expr x) => x / (1 + Expr.Abs(x));

    public override Expr Gradient(Expr dy, Expr x, Expr y) => dy / ((1 + Expr.Abs(x)) * (1 + Expr.Abs(x)));
}
