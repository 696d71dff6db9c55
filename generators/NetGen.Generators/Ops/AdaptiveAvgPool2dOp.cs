using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[c, i, j] = the mean of x[c] over window i of the lines and j of the columns;  dx follows.</summary>
internal sealed class AdaptiveAvgPool2dOp(AdaptiveAvgPool2dAttribute attribute)
    : AdaptivePoolOp(PoolRole.Average, attribute.Height, attribute.Width);
