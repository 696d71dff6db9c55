using System.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// Random matrices whose rows, or columns where these are fewer, are at right angles and of one length: uniformly distributed among all
/// such. Saxe, McClelland and Ganguli 2014, https://arxiv.org/abs/1312.6120.
/// </summary>
internal static class Orthogonal
{
    /// <summary>Fills a matrix with W·Wᵀ = scale²·I where it has at most as many rows as columns, else Wᵀ·W = scale²·I.</summary>
    /// <param name="values">Row after row.</param>
    /// <param name="rows">Number of rows; a divisor of the number of values.</param>
    /// <param name="scale">Length of each row (or column).</param>
    /// <param name="random">Where it draws from.</param>
    public static void Fill<T>(Span<T> values, int rows, double scale, ref SplitMix64 random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int columns = values.Length / rows;
        bool isWide = rows <= columns;
        int count = isWide ? rows : columns, length = isWide ? columns : rows;
        double[] vectors = new double[values.Length];
        for (int i = 0; i < count; i++)
        {
            Span<double> vector = vectors.AsSpan(i * length, length);
            do
            {
                foreach (ref double element in vector)
                {
                    element = Initialization.Normal(ref random);
                }
            }
            while (!Orthonormalize(vector, vectors.AsSpan(0, i * length)));
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating(scale * vectors[isWide ? i : (i % columns * length) + (i / columns)]);
        }
    }

    /// <summary>Gram and Schmidt, twice, which is exact to rounding; false where nothing is left.</summary>
    private static bool Orthonormalize(Span<double> vector, ReadOnlySpan<double> others)
    {
        double before = Math.Sqrt(Dot(vector, vector));
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < others.Length; i += vector.Length)
            {
                ReadOnlySpan<double> other = others.Slice(i, vector.Length);
                AddMultiple(vector, -Dot(vector, other), other);
            }
        }

        double length = Math.Sqrt(Dot(vector, vector));
        if (length <= 1e-10 * before)
        {
            return false;
        }

        foreach (ref double element in vector)
        {
            element /= length;
        }

        return true;
    }

    // By four sums in a fixed order, so that a seed gives the same weights on every machine.
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        int i = 0;
        for (; i + 4 <= a.Length; i += 4)
        {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }

        for (; i < a.Length; i++)
        {
            s0 += a[i] * b[i];
        }

        return s0 + s1 + (s2 + s3);
    }

    private static void AddMultiple(Span<double> vector, double factor, ReadOnlySpan<double> other)
    {
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] += factor * other[i];
        }
    }
}
