using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = min(max(x, a), b);  dx = dy where a &lt; y &lt; b, else 0.</summary>
internal sealed class HardTanhOp(HardTanhAttribute attribute) : ElementwiseOp
{
    public override bool IsNonDecreasing => true;

    public override Activation? Activation => Ops.Activation.Smooth;

    public override Reach? Reach => new(Min, Max);

    private double Min => (double)attribute.Min;

    private double Max => (double)attribute.Max;

    public override TensorShape? Infer(ShapeRule rule) =>
        rule.Check(Min, Math.Abs(Min) <= 1e6, "at least −1000000 and at most 1000000")
            && rule.Check(Max, Max > Min && Max <= 1e6, "above min, and at most 1000000")
            ? rule.Input
            : null;

    public override Expr Forward(Expr x) => Expr.Min(Expr.Max(x, Min), Max);

    public override Expr Gradient(Expr dy, Expr x, Expr y) => Expr.Greater(y, Min, Expr.Greater(Max, y, dy, 0), 0);
}
