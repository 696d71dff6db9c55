using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>Vectors of elements that lie equally far apart: one number of each of several samples.</summary>
/// <remarks>For generated code. References are taken as they are: a wrong one reads or writes memory that is not the caller's.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Strided
{
    /// <summary>Elements <paramref name="offset"/>, offset + stride, … behind <paramref name="source"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V, T>(ref T source, nint offset, nint stride)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        Unsafe.SkipInit(out Lanes<T> lanes);
        ref T first = ref Unsafe.As<Lanes<T>, T>(ref lanes);
        for (nint i = 0; i < V.Count; i++)
        {
            Unsafe.Add(ref first, i) = Unsafe.Add(ref source, offset + (i * stride));
        }

        return V.Load(ref first, 0);
    }

    /// <summary>Writes the elements <paramref name="offset"/>, offset + stride, … behind <paramref name="destination"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, T>(V value, ref T destination, nint offset, nint stride)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        Unsafe.SkipInit(out Lanes<T> lanes);
        ref T first = ref Unsafe.As<Lanes<T>, T>(ref lanes);
        value.Store(ref first, 0);
        for (nint i = 0; i < V.Count; i++)
        {
            Unsafe.Add(ref destination, offset + (i * stride)) = Unsafe.Add(ref first, i);
        }
    }

    /// <summary>As many as the widest vectors have.</summary>
    [InlineArray(16)]
    private struct Lanes<T>
        where T : unmanaged
    {
        private T _first;
    }
}
