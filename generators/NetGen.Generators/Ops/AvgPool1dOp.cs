using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = Σ x / window over positions, padding counted as zeros or not at all;  dx = Σ dy / window over the windows around x.
/// </summary>
internal sealed class AvgPool1dOp : PoolOp
{
    public AvgPool1dOp(AvgPool1dAttribute attribute)
        : base(PoolRole.Average, attribute.Kernel, attribute.Stride, attribute.Padding) =>
        (IsOfSequence, CeilMode, CountsPadding) = (true, attribute.CeilMode, attribute.CountIncludePad);
}
