using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = the largest x of the window over positions;  dx = Σ dy over the windows that have their first largest at x.</summary>
internal sealed class MaxPool1dOp : PoolOp
{
    public MaxPool1dOp(MaxPool1dAttribute attribute)
        : base(PoolRole.Max, attribute.Kernel, attribute.Stride, attribute.Padding) =>
        (IsOfSequence, CeilMode) = (true, attribute.CeilMode);
}
