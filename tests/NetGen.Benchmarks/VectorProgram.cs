using System.Runtime.Intrinsics;
using NetGen.Numerics;
using NetGen.Runtime;

namespace NetGen.Benchmarks;

/// <summary>What a team runs with vectors of one width.</summary>
/// <param name="bits">Of a vector.</param>
internal abstract class VectorProgram(int bits) : ITeamProgram
{
    /// <summary>Bits of this machine's widest vectors, whatever NETGEN_SIMD says.</summary>
    public static int WidestBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    public void Run(Worker worker)
    {
        switch (bits)
        {
            case 512:
                Run<F512>(worker);
                break;
            case 256:
                Run<F256>(worker);
                break;
            case 128:
                Run<F128>(worker);
                break;
            default:
                Run<F1>(worker);
                break;
        }
    }

    /// <summary>One worker's work.</summary>
    protected abstract void Run<V>(Worker worker)
        where V : struct, ISimd<V, float>;
}
