using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x·t, t = tanh(softplus(x));  dx = dy·(t + x·σ(x)·(1 − t²)).</summary>
internal sealed class MishOp : ElementwiseOp
{
    public override Activation? Activation => Ops.Activation.Rectifier;

    public override Reach? Reach => new(-0.309, double.PositiveInfinity);

    public override OnnxOperator? Onnx(OperationUse use) => new("Mish") { IsFloat = true };

    public override Expr Forward(Expr x) => x * Gate(x);

    public override Expr Gradient(Expr dy, Expr x, Expr y) => dy * (Gate(x) + x * Expr.Sigmoid(x) * (1 - Gate(x) * Gate(x)));

    private static Expr Gate(Expr x) => Expr.Tanh(Expr.Softplus(x));
}
