using System.Numerics;
using NetGen.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// Starts of weights, and tables. Random ones: He et al. 2015, Glorot and Bengio 2010; the formulas stand at <see cref="Initializer"/> and
/// <see cref="ParameterStart"/>.
/// </summary>
internal static class Initialization
{
    public static void Fill<T>(Span<T> values, ParameterRange range, int seed, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (range.Start)
        {
            case ParameterStart.Sinusoidal:
                Positions.FillSinusoidal(values, range.Shape[0], range.Shape[1]);
                return;
            case ParameterStart.Rotary:
                Rotary.Fill(values, range.Shape[0], range.Shape[1]);
                return;
        }

        // Each parameter has a stream of its own, so that a new layer leaves the others' weights as they were.
        SplitMix64 random = new(((ulong)(uint)seed << 32) + (uint)index);
        double he = 2.0 / Math.Max(range.FanIn, 1), xavier = 2.0 / Math.Max(range.FanIn + range.FanOut, 1);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating(range.Scale * range.Start switch
            {
                ParameterStart.Zero => 0,
                ParameterStart.One or ParameterStart.Constant => 1,
                ParameterStart.HeUniform => Math.Sqrt(3 * he) * (2 * Uniform(ref random) - 1),
                ParameterStart.HeNormal => Math.Sqrt(he) * Normal(ref random),
                ParameterStart.XavierUniform => Math.Sqrt(3 * xavier) * (2 * Uniform(ref random) - 1),
                ParameterStart.XavierNormal => Math.Sqrt(xavier) * Normal(ref random),
                ParameterStart.Normal002 => 0.02 * Normal(ref random),
                _ => throw new ArgumentOutOfRangeException(nameof(range), range.Start, "Unknown start."),
            });
        }
    }

    /// <summary>In [0, 1): 53 random bits.</summary>
    private static double Uniform(ref SplitMix64 random) => (random.Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Box and Muller 1958: √(−2 ln u) · cos 2πv.</summary>
    private static double Normal(ref SplitMix64 random) =>
        Math.Sqrt(-2 * Math.Log(1 - Uniform(ref random))) * Math.Cos(2 * Math.PI * Uniform(ref random));
}
