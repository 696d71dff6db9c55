using System.ComponentModel;
using System.Globalization;
using System.Runtime.Intrinsics;

namespace NetGen.Numerics;

/// <summary>
/// The vector width that compiled programs use: the machine's widest, or less where the environment variable NETGEN_SIMD says
/// 512, 256, 128 or 0 (single elements). Sums over vectors of another width are added in another order: machines that must agree to the bit
/// need the same width, so the narrower one's where they differ.
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SimdWidth
{
    private static int s_bits = -1;

    /// <summary>Width in bits; 0 for single elements.</summary>
    /// <exception cref="InvalidOperationException">NETGEN_SIMD holds something else.</exception>
    public static int Bits
    {
        get => s_bits >= 0 ? s_bits : s_bits = Math.Min(Widest, Wanted());
        internal set => s_bits = value;
    }

    private static int Widest
        => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    private static int Wanted()
    {
        string? text = Environment.GetEnvironmentVariable("NETGEN_SIMD");
        return string.IsNullOrEmpty(text) ? int.MaxValue
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int bits) && bits is 0 or 128 or 256 or 512 ? bits
            : throw new InvalidOperationException($"NETGEN_SIMD is \"{text}\"; it must be 512, 256, 128 or 0.");
    }
}
