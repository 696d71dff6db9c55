using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[c] = mean of x[c] over height and width: an average over one window.</summary>
internal sealed class GlobalAvgPool2dOp : GlobalPoolOp
{
    protected override PoolRole Role => PoolRole.Average;
}
