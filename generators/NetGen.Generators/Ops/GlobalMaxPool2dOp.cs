using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[c] = the largest x[c] over height and width;  dx = dy for the first of them: a maximum over one window.</summary>
internal sealed class GlobalMaxPool2dOp : GlobalPoolOp
{
    protected override PoolRole Role => PoolRole.Max;
}
