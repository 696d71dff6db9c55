using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = a·σ(b) for the halves a, b of the features;  da = dy·σ(b), db = dy·a·σ(b)·(1 − σ(b)).  Dauphin et al. 2016.</summary>
internal sealed class GluOp : GatedOp
{
    public override Activation? Activation => Ops.Activation.Smooth;

    public override Expr Forward(Expr a, Expr b) => a * Expr.Sigmoid(b);

    public override (Expr First, Expr Second) Gradient(Expr dy, Expr a, Expr b) =>
        (dy * Expr.Sigmoid(b), dy * a * Expr.Sigmoid(b) * (1 - Expr.Sigmoid(b)));
}
