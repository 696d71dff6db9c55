using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>
/// The weights of one result channel as integers of −127 to 127: w ≈ scale · q with scale = max |w| / 127 (symmetric, per channel; Nagel et
/// al. 2021, https://arxiv.org/abs/2106.08295). Scales have 16 significant bits, so that scale · q is exact, and weights that were rounded
/// once have the same scale and integers again.
/// </summary>
internal static class QuantizedWeights
{
    /// <summary>The largest integer.</summary>
    public const int Largest = 127;

    private const uint SpareBits = 0xFF;

    /// <summary>The scale of neighbouring weights; 0 where all are 0.</summary>
    public static float Scale(ReadOnlySpan<float> weights)
    {
        float largest = 0;
        foreach (float weight in weights)
        {
            largest = MathF.Max(largest, MathF.Abs(weight));
        }

        return ScaleOf(largest);
    }

    /// <summary>The scale of the weights (i, j, k) of a column.</summary>
    public static float Scale(in PackShape shape, ref float column)
    {
        float largest = 0;
        for (int i = 0; i < shape.OuterCount; i++)
        {
            for (int j = 0; j < shape.InnerCount; j++)
            {
                for (int k = 0; k < shape.RunCount; k++)
                {
                    largest = MathF.Max(largest, MathF.Abs(At(shape, ref column, i, j, k)));
                }
            }
        }

        return ScaleOf(largest);
    }

    /// <summary>The weights of a channel as their integers mean them.</summary>
    public static void Round(ReadOnlySpan<float> weights, Span<float> rounded)
    {
        float scale = Scale(weights);
        for (int i = 0; i < weights.Length; i++)
        {
            rounded[i] = scale * Nearest(weights[i], scale);
        }
    }

    /// <summary>The integer of a weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Nearest(float weight, float scale) =>
        scale > 0 ? Math.Clamp((int)MathF.Round(weight / scale), -Largest, Largest) : 0;

    /// <summary>A weight of a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float At(in PackShape shape, ref float column, int i, int j, int k) =>
        Unsafe.Add(ref column, ((nint)i * shape.OuterStep) + ((nint)j * shape.InnerStep) + ((nint)k * shape.RunStep));

    /// <summary>Rounded up, so that no weight lies beyond the largest integer.</summary>
    private static float ScaleOf(float largest) =>
        BitConverter.UInt32BitsToSingle((BitConverter.SingleToUInt32Bits(largest / Largest) + SpareBits) & ~SpareBits);
}
