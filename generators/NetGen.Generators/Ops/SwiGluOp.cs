using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = a·σ(a)·b for the halves a, b of the features;  da = dy·b·σ(a)·(1 + a·(1 − σ(a))), db = dy·a·σ(a).</summary>
internal sealed class SwiGluOp : GatedOp
{
    public override Activation? Activation => Ops.Activation.Rectifier;

    public override Expr Forward(Expr a, Expr b) => a * Expr.Sigmoid(a) * b;

    public override (Expr First, Expr Second) Gradient(Expr dy, Expr a, Expr b) =>
        (dy * b * Expr.Sigmoid(a) * (1 + a * (1 - Expr.Sigmoid(a))), dy * a * Expr.Sigmoid(a));
}
