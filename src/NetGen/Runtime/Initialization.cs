using System.Numerics;
using NetGen.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// Starts of weights, and tables. The formulas stand at <see cref="Initializer"/> and <see cref="ParameterStart"/>.
/// </summary>
internal static class Initialization
{
    public static void Fill<T>(Span<T> values, ParameterRange range, int seed, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Each parameter has a stream of its own, so that a new layer leaves the others' weights as they were.
        SplitMix64 random = new(((ulong)(uint)seed << 32) + (uint)index);
        switch (range.Start)
        {
            case ParameterStart.Sinusoidal:
                Positions.FillSinusoidal(values, range.Shape[0], range.Shape[1]);
                return;
            case ParameterStart.Rotary:
                Rotary.Fill(values, range.Shape[0], range.Shape[1]);
                return;
            case ParameterStart.Orthogonal:
                Orthogonal.Fill(values, range.Shape[0], range.Scale, ref random);
                return;
        }

        double leCun = 1.0 / Math.Max(range.FanIn, 1), xavier = 2.0 / Math.Max(range.FanIn + range.FanOut, 1);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating(range.Scale * range.Start switch
            {
                ParameterStart.Zero => 0,
                ParameterStart.One or ParameterStart.Constant => 1,
                ParameterStart.HeUniform => Math.Sqrt(6 * leCun) * Symmetric(ref random),
                ParameterStart.HeNormal => Math.Sqrt(2 * leCun) * Normal(ref random),
                ParameterStart.XavierUniform => Math.Sqrt(3 * xavier) * Symmetric(ref random),
                ParameterStart.XavierNormal => Math.Sqrt(xavier) * Normal(ref random),
                ParameterStart.LeCunUniform => Math.Sqrt(3 * leCun) * Symmetric(ref random),
                ParameterStart.LeCunNormal => Math.Sqrt(leCun) * Normal(ref random),
                ParameterStart.TruncatedNormal => TruncatedNormal(ref random),
                ParameterStart.Normal => Normal(ref random),
                ParameterStart.Uniform => Symmetric(ref random),
                _ => throw new ArgumentOutOfRangeException(nameof(range), range.Start, "Unknown start."),
            });
        }
    }

    /// <summary>The Euclidean norm of each row of a parameter.</summary>
    public static void FillRowNorms<T>(Span<T> norms, ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int columns = weights.Length / norms.Length;
        for (int r = 0; r < norms.Length; r++)
        {
            double sum = 0;
            foreach (T weight in weights.Slice(r * columns, columns))
            {
                sum += double.CreateTruncating(weight * weight);
            }

            norms[r] = T.CreateTruncating(Math.Sqrt(sum));
        }
    }

    /// <summary>Box and Muller 1958: √(−2 ln u) · cos 2πv.</summary>
    internal static double Normal(ref SplitMix64 random) =>
        Math.Sqrt(-2 * Math.Log(1 - Uniform(ref random))) * Math.Cos(2 * Math.PI * Uniform(ref random));

    /// <summary>Drawn again until it is at most 2: once in 22 times.</summary>
    private static double TruncatedNormal(ref SplitMix64 random)
    {
        double value = Normal(ref random);
        while (Math.Abs(value) > 2)
        {
            value = Normal(ref random);
        }

        return value;
    }

    /// <summary>In [−1, 1).</summary>
    private static double Symmetric(ref SplitMix64 random) => 2 * Uniform(ref random) - 1;

    /// <summary>In [0, 1): 53 random bits.</summary>
    private static double Uniform(ref SplitMix64 random) => (random.Next() >> 11) * (1.0 / (1UL << 53));
}
