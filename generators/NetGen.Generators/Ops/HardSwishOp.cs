using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x·min(max(x + 3, 0), 6)/6;  dx = dy where x > 3, dy·(x/3 + ½) where x > −3, else 0.</summary>
internal sealed class HardSwishOp : ElementwiseOp
{
    public override Activation? Activation => Ops.Activation.Rectifier;

    public override Reach? Reach => new(-0.375, double.PositiveInfinity);

    public override OnnxOperator? Onnx(OperationUse use) => new("HardSwish") { IsFloat = true };

    public override Expr Forward(Expr x) => x * (Expr.Min(Expr.Max(x + 3, 0), 6) * (1.0 / 6));

    public override Expr Gradient(Expr dy, Expr x, Expr y) =>
        Expr.Greater(x, 3, dy, Expr.Greater(x, -3, dy * (x * (1.0 / 3) + 0.5), 0));
}
