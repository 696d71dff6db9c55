using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = the largest x of the window, place = where in the window its first is;  dx = Σ dy over the windows that have their place at x.
/// </summary>
internal sealed class MaxPool2dOp : PoolOp
{
    public MaxPool2dOp(MaxPool2dAttribute attribute)
        : base(PoolRole.Max, attribute.Kernel, attribute.Stride, attribute.Padding) => CeilMode = attribute.CeilMode;
}
