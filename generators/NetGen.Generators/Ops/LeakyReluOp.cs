using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x where x > 0, else s·x;  dx = dy where x > 0, else s·dy.</summary>
internal sealed class LeakyReluOp(LeakyReluAttribute attribute) : ElementwiseOp
{
    public override bool PassesProbabilities => true;

    public override Activation? Activation => Ops.Activation.Rectifier;

    private double Slope => (double)attribute.Slope;

    public override TensorShape? Infer(ShapeRule rule) => rule.IsShare(Slope) ? rule.Input : null;

    public override OnnxOperator? Onnx(OperationUse use) => new("LeakyRelu", ("alpha", Slope)) { IsFloat = true };

    public override Expr Forward(Expr x) => Expr.Greater(x, 0, x, x * Slope);

    // The slope is not negative, so y has the sign of x and x need not be kept; with slope 0 it is Relu.
    public override Expr Gradient(Expr dy, Expr x, Expr y) => Expr.Greater(y, 0, dy, dy * Slope);
}
