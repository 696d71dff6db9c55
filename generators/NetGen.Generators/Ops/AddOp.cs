using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x + a + …;  the gradient of each is dy.</summary>
internal sealed class AddOp(AddAttribute attribute) : PairwiseOp(attribute.Stages)
{
    public override bool PassesProbabilities => true;

    public override bool PassesShift(OperationUse use) => true;

    protected override Expr Merge(Expr x, Expr other) => x + other;
}
