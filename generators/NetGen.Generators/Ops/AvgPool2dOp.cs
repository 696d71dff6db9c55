using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = Σ x / window, padding counted as zeros;  dx = Σ dy / window over the windows around x.</summary>
internal sealed class AvgPool2dOp(AvgPool2dAttribute attribute)
    : PoolOp(PoolRole.Average, attribute.Kernel, attribute.Stride, attribute.Padding);
