using System.Numerics;

namespace NetGen;

/// <summary>Sums that transforms need, by vectors; each element is computed alike, whatever their width.</summary>
internal static class Vectorized
{
    /// <summary>a ← scale · a + other · b + shift.</summary>
    public static void Combine<T>(Span<T> a, T scale, ReadOnlySpan<T> b, T other, T shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        Vector<T> scales = new(scale), others = new(other), shifts = new(shift);
        for (; i <= a.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            ((scales * new Vector<T>(a[i..])) + (others * new Vector<T>(b[i..])) + shifts).CopyTo(a[i..]);
        }

        for (; i < a.Length; i++)
        {
            a[i] = (scale * a[i]) + (other * b[i]) + shift;
        }
    }

    /// <summary>Moves each of two by a share of their difference towards the other: a ← share · a + (1 − share) · b.</summary>
    public static void Mix<T>(Span<T> a, Span<T> b, T share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        Vector<T> shares = new(share);
        for (; i <= a.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> x = new(a[i..]), y = new(b[i..]);
            (y + ((x - y) * shares)).CopyTo(a[i..]);
            (x + ((y - x) * shares)).CopyTo(b[i..]);
        }

        for (; i < a.Length; i++)
        {
            (a[i], b[i]) = (b[i] + ((a[i] - b[i]) * share), a[i] + ((b[i] - a[i]) * share));
        }
    }

    /// <summary>The mean, added up in double.</summary>
    public static T Mean<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Of four sums, which do not wait for each other.
        double a = 0, b = 0, c = 0, d = 0;
        int i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            a += double.CreateTruncating(values[i]);
            b += double.CreateTruncating(values[i + 1]);
            c += double.CreateTruncating(values[i + 2]);
            d += double.CreateTruncating(values[i + 3]);
        }

        for (; i < values.Length; i++)
        {
            a += double.CreateTruncating(values[i]);
        }

        return T.CreateTruncating((a + b + c + d) / values.Length);
    }
}
