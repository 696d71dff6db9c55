using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[c, i, j] = the largest value of x[c] over window i of the lines and j of the columns;  dx follows.</summary>
internal sealed class AdaptiveMaxPool2dOp(AdaptiveMaxPool2dAttribute attribute)
    : AdaptivePoolOp(PoolRole.Max, attribute.Height, attribute.Width);
