using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>
/// How the inputs of an integer contraction become 256 integers: q = clamp(round(x / scale), −z, 255 − z), z where x = 0 would lie among
/// 0 to 255 (Jacob et al. 2018, https://arxiv.org/abs/1712.05877, with the zero point taken off at once, so that zeros stay zeros).
/// </summary>
internal readonly struct QuantizedRange
{
    /// <summary>Steps between the smallest and the largest integer.</summary>
    public const int Steps = 255;

    /// <summary>The range from the smallest to the largest number, 0 included.</summary>
    public QuantizedRange(float smallest, float largest)
    {
        smallest = MathF.Min(smallest, 0);
        Scale = (MathF.Max(largest, 0) - smallest) / Steps;
        Inverse = Scale > 0 ? 1 / Scale : 0;
        Low = -MathF.Round(-smallest * Inverse);
        High = Steps + Low;
    }

    /// <summary>From one integer to the next; 0 where the range is empty.</summary>
    public float Scale { get; }

    /// <summary>1 / <see cref="Scale"/>; 0 where the range is empty.</summary>
    public float Inverse { get; }

    /// <summary>The smallest integer: −255 to 0.</summary>
    public float Low { get; }

    /// <summary>The largest integer: 0 to 255.</summary>
    public float High { get; }

    /// <summary>The integer of a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Nearest(float x) => (int)MathF.Round(MathF.Min(MathF.Max(x * Inverse, Low), High));
}
