using System.ComponentModel;
using System.Runtime.CompilerServices;
using NetGen.Numerics;

namespace NetGen.Runtime;

/// <summary>Sums that each worker made over its own rows.</summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Partials
{
    /// <summary>The workers' sums added up, in the order of the workers.</summary>
    /// <param name="sums">The first worker's block.</param>
    /// <param name="size">Elements from one block to the next.</param>
    /// <param name="worker">Any worker of the team.</param>
    /// <param name="c">The channel.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sum<V, T>(ref T sums, int size, Worker worker, int c)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V sum = V.Load(ref sums, c);
        for (int i = 1; i < worker.Count; i++)
        {
            sum += V.Load(ref sums, (nint)i * size + c);
        }

        return sum;
    }
}
