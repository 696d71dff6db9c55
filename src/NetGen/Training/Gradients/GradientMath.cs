using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Whole blocks of gradients or weights, vector by vector.</summary>
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

    /// <summary>x ← x + sign · sign(p) + share · p.</summary>
    public static void Penalize<T>(Span<T> values, ReadOnlySpan<T> parameters, T sign, T share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        ReadOnlySpan<Vector<T>> weights = MemoryMarshal.Cast<T, Vector<T>>(parameters);
        Vector<T> plus = new(sign), minus = new(-sign);
        for (int i = 0; i < vectors.Length; i++)
        {
            Vector<T> weight = weights[i];
            Vector<T> negative = Vector.ConditionalSelect(Vector.LessThan(weight, Vector<T>.Zero), minus, Vector<T>.Zero);
            vectors[i] += Vector.ConditionalSelect(Vector.GreaterThan(weight, Vector<T>.Zero), plus, negative) + (weight * share);
        }

        for (int i = vectors.Length * Vector<T>.Count; i < values.Length; i++)
        {
            T weight = parameters[i];
            values[i] += (weight > T.Zero ? sign : weight < T.Zero ? -sign : T.Zero) + (weight * share);
        }
    }

    /// <summary>
    /// √Σ x², summed in double in an order that no vector width changes; by scaling where the squares overflow or vanish.
    /// </summary>
    public static double Norm<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> sums = stackalloc double[4];
        for (int i = 0; i < values.Length; i++)
        {
            double value = double.CreateTruncating(values[i]);
            sums[i % 4] += value * value;
        }

        double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        return double.IsFinite(sum) && sum > 0 ? Math.Sqrt(sum) : ScaledNorm(values);
    }

    private static double ScaledNorm<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = 0, sum = 0;
        foreach (T value in values)
        {
            largest = Math.Max(largest, Math.Abs(double.CreateTruncating(value)));
        }

        foreach (T value in values)
        {
            double scaled = largest == 0 ? 0 : double.CreateTruncating(value) / largest;
            sum += scaled * scaled;
        }

        return largest * Math.Sqrt(sum);
    }
}
