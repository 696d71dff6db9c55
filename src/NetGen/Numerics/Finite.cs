using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.Numerics;

/// <summary>Whether numbers are finite.</summary>
internal static class Finite
{
    /// <summary>Whether all are.</summary>
    public static bool All<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T> => typeof(T) == typeof(float)
            ? AllFloats(MemoryMarshal.Cast<T, float>(values))
            : AllDoubles(MemoryMarshal.Cast<T, double>(values));

    /// <summary>The first that is not; −1 where all are.</summary>
    public static int IndexOfOther<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (All(values))
        {
            return -1;
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool AllFloats(ReadOnlySpan<float> values) =>
        Vector512.IsHardwareAccelerated ? All<F512, float>(values)
        : Vector256.IsHardwareAccelerated ? All<F256, float>(values)
        : All<F128, float>(values);

    private static bool AllDoubles(ReadOnlySpan<double> values) =>
        Vector512.IsHardwareAccelerated ? All<D512, double>(values)
        : Vector256.IsHardwareAccelerated ? All<D256, double>(values)
        : All<D128, double>(values);

    // Σ 0·x is 0 for finite numbers; any other makes it NaN. Optimized by itself, since few large calls would stay slow for long.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool All<V, T>(ReadOnlySpan<T> values)
        where V : struct, ISimd<V, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T first = ref MemoryMarshal.GetReference(values);
        V zero = V.Zero, sum0 = zero, sum1 = zero, sum2 = zero, sum3 = zero;
        nint i = 0;
        for (; i <= values.Length - (4 * V.Count); i += 4 * V.Count)
        {
            sum0 = V.Fma(V.Load(ref first, i), zero, sum0);
            sum1 = V.Fma(V.Load(ref first, i + V.Count), zero, sum1);
            sum2 = V.Fma(V.Load(ref first, i + (2 * V.Count)), zero, sum2);
            sum3 = V.Fma(V.Load(ref first, i + (3 * V.Count)), zero, sum3);
        }

        for (; i <= values.Length - V.Count; i += V.Count)
        {
            sum0 = V.Fma(V.Load(ref first, i), zero, sum0);
        }

        // Few values are checked most often: they do not wait for each other, nor for an empty sum.
        bool areFinite = i == 0 || V.Sum(sum0 + sum1 + (sum2 + sum3)) == T.Zero;
        for (; i < values.Length; i++)
        {
            areFinite &= T.IsFinite(Unsafe.Add(ref first, i));
        }

        return areFinite;
    }
}
