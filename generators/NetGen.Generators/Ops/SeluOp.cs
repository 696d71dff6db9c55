using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = λ·x where x > 0, else λ·α·(eˣ − 1);  dx = λ·dy where x > 0, else dy·(y + λ·α).  Klambauer et al. 2017.</summary>
internal sealed class SeluOp : ElementwiseOp
{
    private const double Lambda = 1.0507009873554804934193349852946;
    private const double Alpha = 1.6732632423543772848170429916717;

    public override Activation? Activation => Ops.Activation.SelfNormalizing;

    public override Reach? Reach => new(-Lambda * Alpha, double.PositiveInfinity);

    public override OnnxOperator? Onnx(OperationUse use) => new("Selu", ("alpha", Alpha), ("gamma", Lambda)) { IsFloat = true };

    public override Expr Forward(Expr x) => Expr.Greater(x, 0, x * Lambda, Expr.ExpMinus1(x) * (Lambda * Alpha));

    public override Expr Gradient(Expr dy, Expr x, Expr y) => Expr.Greater(y, 0, dy * Lambda, dy * (y + Lambda * Alpha));
}
