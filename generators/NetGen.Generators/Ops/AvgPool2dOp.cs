using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = Σ x / window, padding counted as zeros or not at all;  dx = Σ dy / window over the windows around x.
/// </summary>
internal sealed class AvgPool2dOp : PoolOp
{
    public AvgPool2dOp(AvgPool2dAttribute attribute)
        : base(PoolRole.Average, attribute.Kernel, attribute.Stride, attribute.Padding) =>
        (CeilMode, CountsPadding) = (attribute.CeilMode, attribute.CountIncludePad);
}
