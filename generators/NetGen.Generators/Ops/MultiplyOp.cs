using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x · a · …;  the gradient of each is dy · the others.</summary>
internal sealed class MultiplyOp(MultiplyAttribute attribute) : PairwiseOp(attribute.Stages)
{
    protected override Expr Merge(Expr x, Expr other) => x * other;
}
