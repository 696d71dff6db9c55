using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen.Numerics;

/// <summary>Whether numbers are finite.</summary>
internal static class Finite
{
    /// <summary>Whether all are: x − x is 0 for a finite number and NaN for any other, and a sum keeps a NaN.</summary>
    public static bool All<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Vector<T> a = Vector<T>.Zero, b = Vector<T>.Zero;
        for (; i <= vectors.Length - 2; i += 2)
        {
            a += vectors[i] - vectors[i];
            b += vectors[i + 1] - vectors[i + 1];
        }

        T rest = T.Zero;
        for (int k = i * Vector<T>.Count; k < values.Length; k++)
        {
            rest += values[k] - values[k];
        }

        return Vector.EqualsAll(a + b, Vector<T>.Zero) && rest == T.Zero;
    }

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
}
