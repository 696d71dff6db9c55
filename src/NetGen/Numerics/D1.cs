using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <summary>
/// A single <see cref="double"/> as a vector of one element: the tail of a row, and the reference the wider vectors equal.
/// </summary>
/// <param name="value">The element.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct D1(double value) : ISimd<D1, double>
{
    /// <summary>The element.</summary>
    public readonly double Value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    /// <inheritdoc/>
    public static D1 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Create(double value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Const(double value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Load(ref double source, nint offset) => new(Unsafe.Add(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double destination, nint offset) => Unsafe.Add(ref destination, offset) = Value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 LoadBytes(ref byte source, nint offset) => new(Unsafe.Add(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreBytes(ref byte destination, nint offset) => Unsafe.Add(ref destination, offset) = (byte)(int)Value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 operator +(D1 a, D1 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 operator -(D1 a, D1 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 operator -(D1 a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 operator *(D1 a, D1 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 operator /(D1 a, D1 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Fma(D1 a, D1 b, D1 c) => new(double.MultiplyAddEstimate(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Max(D1 a, D1 b) => new(Math.Max(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Min(D1 a, D1 b) => new(Math.Min(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 AtLeast(D1 a, D1 bound) => bound.Value > a.Value ? bound : a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 AtMost(D1 a, D1 bound) => bound.Value < a.Value ? bound : a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Abs(D1 a) => new(Math.Abs(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 CopySign(D1 a, D1 sign) => new(Math.CopySign(a.Value, sign.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Sqrt(D1 a) => new(Math.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Floor(D1 a) => new(Math.Floor(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Round(D1 a) => new(Math.Round(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Exp(D1 a) => VectorMath.Exp<D1, double>(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Log(D1 a) => VectorMath.Log<D1, double>(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 PowerOfTwo(D1 n)
    {
        // The sum's low bits are n + 1023: the exponent field, once shifted into place.
        double biased = n.Value + (6755399441055744.0 + 1023);
        return new(BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(biased) << 52));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Mantissa(D1 a, out D1 exponent)
    {
        // Below the exponent field of 2^52, an integer reads as 2^52 plus that integer.
        ulong bits = BitConverter.DoubleToUInt64Bits(a.Value);
        exponent = new(BitConverter.UInt64BitsToDouble((bits >> 52) | 0x4330_0000_0000_0000ul) - (4503599627370496.0 + 1023));
        return new(BitConverter.UInt64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFFul) | 0x3FF0_0000_0000_0000ul));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Scale(D1 a, D1 n) => Avx512F.IsSupported
        ? new(Avx512F.ScaleScalar(Vector128.CreateScalarUnsafe(a.Value), Vector128.CreateScalarUnsafe(n.Value)).ToScalar())
        : VectorMath.Scale<D1, double>(a, n);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 GreaterThan(D1 a, D1 b) => new(BitConverter.UInt64BitsToDouble(a.Value > b.Value ? ulong.MaxValue : 0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Equals(D1 a, D1 b) => new(BitConverter.UInt64BitsToDouble(a.Value == b.Value ? ulong.MaxValue : 0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Or(D1 a, D1 b)
        => new(BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(a.Value) | BitConverter.DoubleToUInt64Bits(b.Value)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Select(D1 mask, D1 a, D1 b)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(mask.Value);
        return new(BitConverter.UInt64BitsToDouble(
            (BitConverter.DoubleToUInt64Bits(a.Value) & bits) | (BitConverter.DoubleToUInt64Bits(b.Value) & ~bits)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 OneHot(nint place) => new(place == 0 ? 1 : 0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(D1 a) => a.Value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxElement(D1 a) => a.Value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D1 Uniform(uint index, uint stream, uint key) => new(Philox.Uniform(index, stream, key));
}
