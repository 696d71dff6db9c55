using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Whole blocks of gradients, vector by vector.</summary>
internal static class GradientMath
{
    /// <summary>x ← x · factor.</summary>
    public static void Scale<T>(Span<T> values, T factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        foreach (ref Vector<T> vector in vectors)
        {
            vector *= factor;
        }

        foreach (ref T value in values[(vectors.Length * Vector<T>.Count)..])
        {
            value *= factor;
        }
    }

    /// <summary>x ← min(max(x, −limit), limit).</summary>
    public static void Clamp<T>(Span<T> values, T limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Vector<T> most = new(limit), least = new(-limit);
        foreach (ref Vector<T> vector in vectors)
        {
            vector = Vector.Min(Vector.Max(vector, least), most);
        }

        foreach (ref T value in values[(vectors.Length * Vector<T>.Count)..])
        {
            value = T.Min(T.Max(value, -limit), limit);
        }
    }

    /// <summary>mean ← mean + (x − mean) · share: the mean of all so far, where x counts for that share of them.</summary>
    public static void Average<T>(Span<T> mean, ReadOnlySpan<T> values, T share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<Vector<T>> means = MemoryMarshal.Cast<T, Vector<T>>(mean);
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        for (int i = 0; i < means.Length; i++)
        {
            means[i] += (vectors[i] - means[i]) * share;
        }

        for (int i = means.Length * Vector<T>.Count; i < mean.Length; i++)
        {
            mean[i] += (values[i] - mean[i]) * share;
        }
    }
}
