using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x − a − …;  the gradient of x is dy, that of the others −dy.</summary>
internal sealed class SubtractOp(SubtractAttribute attribute) : PairwiseOp(attribute.Stages)
{
    public override bool PassesShift(OperationUse use) => true;

    protected override Expr Merge(Expr x, Expr other) => x - other;
}
