using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x where x > 0, else α·(eˣ − 1);  dx = dy where x > 0, else dy·(y + α).</summary>
internal sealed class EluOp(EluAttribute attribute) : ElementwiseOp
{
    public override Activation? Activation => Ops.Activation.Rectifier;

    public override Reach? Reach => new(-Alpha, double.PositiveInfinity);

    private double Alpha => (double)attribute.Alpha;

    public override TensorShape? Infer(ShapeRule rule) => rule.IsFactor(Alpha) ? rule.Input : null;

    public override OnnxOperator? Onnx(OperationUse use) => new("Elu", ("alpha", Alpha)) { IsFloat = true };

    public override Expr Forward(Expr x) => Expr.Greater(x, 0, x, Expr.ExpMinus1(x) * Alpha);

    // Alpha is positive, so y has the sign of x and x need not be kept.
    public override Expr Gradient(Expr dy, Expr x, Expr y) => Expr.Greater(y, 0, dy, dy * (y + Alpha));
}
