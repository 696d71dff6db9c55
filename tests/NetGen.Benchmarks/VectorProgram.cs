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

    /// <summary>How often the shares are gone through, with barriers in between.</summary>
    protected virtual int Phases => 1;

    public void Run(Worker worker)
    {
        for (int phase = 0; phase < Phases; phase++)
        {
            worker.Sync();
            while (worker.TakesShare())
            {
                Run(worker, phase);
            }
        }
    }

    /// <summary>One share's work.</summary>
    protected abstract void Run<V>(Worker worker, int phase)
        where V : struct, ISimd<V, float>;

    private void Run(Worker worker, int phase)
    {
        switch (bits)
        {
            case 512:
                Run<F512>(worker, phase);
                break;
            case 256:
                Run<F256>(worker, phase);
                break;
            case 128:
                Run<F128>(worker, phase);
                break;
            default:
                Run<F1>(worker, phase);
                break;
        }
    }
}
