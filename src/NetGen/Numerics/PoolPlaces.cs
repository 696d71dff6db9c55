using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>
/// Places of maxima in their windows: bytes where all of a window's fit in, else numbers of the network's type. Where there is no
/// maximum, the place is −1; as a byte, 255.
/// </summary>
internal static class PoolPlaces
{
    /// <summary>Some places as numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V, T, TPlace>(ref TPlace places, nint offset)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        where TPlace : unmanaged
        => typeof(TPlace) == typeof(byte)
            ? V.LoadBytes(ref Unsafe.As<TPlace, byte>(ref places), offset)
            : V.Load(ref Unsafe.As<TPlace, T>(ref places), offset);

    /// <summary>Keeps places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, T, TPlace>(V place, ref TPlace places, nint offset)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        where TPlace : unmanaged
    {
        if (typeof(TPlace) == typeof(byte))
        {
            place.StoreBytes(ref Unsafe.As<TPlace, byte>(ref places), offset);
        }
        else
        {
            place.Store(ref Unsafe.As<TPlace, T>(ref places), offset);
        }
    }

    /// <summary>One place as an index; −1 for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOf<TPlace>(TPlace place)
        where TPlace : unmanaged
    {
        if (typeof(TPlace) == typeof(byte))
        {
            byte index = Unsafe.BitCast<TPlace, byte>(place);
            return index == byte.MaxValue ? -1 : index;
        }

        return typeof(TPlace) == typeof(float)
            ? (int)Unsafe.BitCast<TPlace, float>(place)
            : (int)Unsafe.BitCast<TPlace, double>(place);
    }
}
