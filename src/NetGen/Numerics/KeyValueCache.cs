using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>What attention keeps of earlier positions while a sequence is fed token by token.</summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KeyValueCache
{
    /// <summary>cache[n·capacity + past + t] = columns [first, first + width) of x[n·rows + t], for this worker's samples.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="rows">New positions of a sample.</param>
    /// <param name="past">Positions kept before; past + rows is at most <paramref name="capacity"/>.</param>
    /// <param name="capacity">Positions that a sample of the cache has room for.</param>
    /// <param name="channels">Columns of x.</param>
    /// <param name="first">The first column that is kept.</param>
    /// <param name="width">How many are kept.</param>
    /// <param name="x">[samples · rows × channels].</param>
    /// <param name="cache">[samples · capacity × width].</param>
    public static void Append<V, S, T>(
        Worker worker, int rows, int past, int capacity, int channels, int first, int width, ref T x, ref T cache)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        if (rows < 0 || (uint)past > (uint)(capacity - rows))
        {
            throw new ArgumentOutOfRangeException(nameof(past));
        }

        for (int n = worker.FirstSample; n < worker.EndSample; n++)
        {
            for (int t = 0; t < rows; t++)
            {
                ref T from = ref Unsafe.Add(ref x, (((nint)n * rows) + t) * channels + first);
                ref T to = ref Unsafe.Add(ref cache, (((nint)n * capacity) + past + t) * width);
                MemoryMarshal.CreateReadOnlySpan(ref from, width).CopyTo(MemoryMarshal.CreateSpan(ref to, width));
            }
        }
    }
}
