using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Runtime;

/// <summary>Whether an answer is right.</summary>
internal static class Judgement
{
    /// <summary>
    /// Whether the score at <paramref name="index"/> is the largest, and the first of equals. Stops at the first score that says no.
    /// </summary>
    public static bool IsLargest<T>(ReadOnlySpan<T> scores, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T score = scores[index];
        return !T.IsNaN(score) && !ReachesAny(scores[..index], score) && !ExceedsAny(scores[(index + 1)..], score);
    }

    /// <summary>Whether every score of a row lies on its target's side: yes is above 0, and above ½.</summary>
    /// <param name="scores">The row's scores.</param>
    /// <param name="target">The first score's target.</param>
    /// <param name="pitch">Elements from one target to the next.</param>
    public static bool SidesAgree<T>(ReadOnlySpan<T> scores, ref T target, int pitch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T half = T.CreateTruncating(0.5);
        bool right = true;
        for (int i = 0; i < scores.Length; i++)
        {
            right &= scores[i] > T.Zero == Unsafe.Add(ref target, i * pitch) > half;
        }

        return right;
    }

    /// <summary>The class with the largest share in a row, the first of equals.</summary>
    /// <param name="target">The first class's share.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="pitch">Elements from one share to the next.</param>
    public static int LargestShare<T>(ref T target, int classes, int pitch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int largest = 0;
        for (int i = 1; i < classes; i++)
        {
            largest = Unsafe.Add(ref target, i * pitch) > Unsafe.Add(ref target, largest * pitch) ? i : largest;
        }

        return largest;
    }

    private static bool ReachesAny<T>(ReadOnlySpan<T> scores, T limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> limits = new(limit);
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(scores);
        foreach (Vector<T> vector in vectors)
        {
            if (Vector.GreaterThanOrEqualAny(vector, limits))
            {
                return true;
            }
        }

        foreach (T score in scores[(vectors.Length * Vector<T>.Count)..])
        {
            if (score >= limit)
            {
                return true;
            }
        }

        return false;
    }

    private static bool ExceedsAny<T>(ReadOnlySpan<T> scores, T limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> limits = new(limit);
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(scores);
        foreach (Vector<T> vector in vectors)
        {
            if (Vector.GreaterThanAny(vector, limits))
            {
                return true;
            }
        }

        foreach (T score in scores[(vectors.Length * Vector<T>.Count)..])
        {
            if (score > limit)
            {
                return true;
            }
        }

        return false;
    }
}
