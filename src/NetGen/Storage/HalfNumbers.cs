using System.Numerics;

namespace NetGen;

/// <summary>Numbers of two bytes: F16 and BF16, rounded to the nearest, ties to even.</summary>
internal static class HalfNumbers
{
    private const int DroppedBits = 16;

    /// <summary>The bits of a number in a storage of two bytes.</summary>
    public static ushort Bits<T>(T value, WeightStorage storage)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => storage == WeightStorage.Float16
            ? BitConverter.HalfToUInt16Bits(Half.CreateTruncating(value))
            : BFloat16Bits(Sticky(value));

    /// <summary>What bits of F16 mean.</summary>
    public static float FromFloat16(ushort bits) => (float)BitConverter.UInt16BitsToHalf(bits);

    /// <summary>What bits of BF16 mean.</summary>
    public static float FromBFloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << DroppedBits);

    /// <summary>Whether bits are neither infinite nor NaN: their exponent is not all ones.</summary>
    public static bool IsFinite(ushort bits, WeightStorage storage)
    {
        int exponent = storage == WeightStorage.Float16 ? 0x7C00 : 0x7F80;
        return (bits & exponent) != exponent;
    }

    private static ushort BFloat16Bits(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value))
        {
            return (ushort)((bits >> DroppedBits) | 0x40);
        }

        uint lowestKept = (bits >> DroppedBits) & 1;
        return (ushort)((bits + 0x7FFF + lowestKept) >> DroppedBits);
    }

    /// <summary>
    /// A float whose last bit says whether anything was cut off (rounding to odd), so that rounding it once more is rounding once.
    /// </summary>
    private static float Sticky<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        float near = float.CreateTruncating(value);
        T back = T.CreateTruncating(near);
        if (back == value || !float.IsFinite(near))
        {
            return near;
        }

        uint bits = BitConverter.SingleToUInt32Bits(near);
        bits -= T.Abs(back) > T.Abs(value) ? 1u : 0u;
        return BitConverter.UInt32BitsToSingle(bits | 1);
    }
}
