using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <summary>A vector of four <see cref="double"/> elements: 256 bits.</summary>
/// <param name="value">The elements.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct D256(Vector256<double> value) : ISimd<D256, double>
{
    /// <summary>The elements.</summary>
    public readonly Vector256<double> Value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }

    /// <inheritdoc/>
    public static D256 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<double>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Create(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Const(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Load(ref double source, nint offset) => new(Vector256.LoadUnsafe(ref Unsafe.Add(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double destination, nint offset) => Value.StoreUnsafe(ref Unsafe.Add(ref destination, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 LoadBytes(ref byte source, nint offset) =>
        new(Vector256.WidenLower(F128.LoadBytes(ref source, offset).Value.ToVector256Unsafe()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreBytes(ref byte destination, nint offset) =>
        new F128(Vector128.Narrow(Value.GetLower(), Value.GetUpper())).StoreBytes(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 operator +(D256 a, D256 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 operator -(D256 a, D256 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 operator -(D256 a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 operator *(D256 a, D256 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 operator /(D256 a, D256 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Fma(D256 a, D256 b, D256 c) => new(Vector256.MultiplyAddEstimate(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Max(D256 a, D256 b) => new(Vector256.Max(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Min(D256 a, D256 b) => new(Vector256.Min(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 AtLeast(D256 a, D256 bound) => Avx.IsSupported
        ? new(Avx.Max(bound.Value, a.Value))
        : new(Vector256.ConditionalSelect(Vector256.GreaterThan(bound.Value, a.Value), bound.Value, a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 AtMost(D256 a, D256 bound) => Avx.IsSupported
        ? new(Avx.Min(bound.Value, a.Value))
        : new(Vector256.ConditionalSelect(Vector256.LessThan(bound.Value, a.Value), bound.Value, a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Abs(D256 a) => new(Vector256.Abs(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 CopySign(D256 a, D256 sign) => new(Vector256.CopySign(a.Value, sign.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Sqrt(D256 a) => new(Vector256.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Floor(D256 a) => new(Vector256.Floor(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Round(D256 a) => new(Vector256.Round(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Exp(D256 a) => VectorMath.Exp<D256, double>(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Log(D256 a) => VectorMath.Log<D256, double>(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 PowerOfTwo(D256 n)
    {
        // The sum's low bits are n + 1023: the exponent field, once shifted into place.
        Vector256<double> biased = n.Value + Vector256.Create(6755399441055744.0 + 1023);
        return new(Vector256.ShiftLeft(biased.AsInt64(), 52).AsDouble());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Mantissa(D256 a, out D256 exponent)
    {
        // Below the exponent field of 2^52, an integer reads as 2^52 plus that integer.
        Vector256<ulong> bits = a.Value.AsUInt64();
        Vector256<ulong> field = Vector256.ShiftRightLogical(bits, 52) | Vector256.Create(0x4330_0000_0000_0000ul);
        exponent = new(field.AsDouble() - Vector256.Create(4503599627370496.0 + 1023));
        return new(((bits & Vector256.Create(0x000F_FFFF_FFFF_FFFFul)) | Vector256.Create(0x3FF0_0000_0000_0000ul)).AsDouble());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Scale(D256 a, D256 n) => VectorMath.Scale<D256, double>(a, n);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 GreaterThan(D256 a, D256 b) => new(Vector256.GreaterThan(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Equals(D256 a, D256 b) => new(Vector256.Equals(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Or(D256 a, D256 b) => new(a.Value | b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Select(D256 mask, D256 a, D256 b) => new(Vector256.ConditionalSelect(mask.Value, a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 OneHot(nint place)
        => new(Vector256.Equals(Vector256<long>.Indices, Vector256.Create((long)place)).AsDouble() & Vector256.Create(1.0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(D256 a) => D128.Sum(new(a.Value.GetLower() + a.Value.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxElement(D256 a) => D128.MaxElement(new(Vector128.Max(a.Value.GetLower(), a.Value.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D256 Uniform(uint index, uint stream, uint key)
    {
        Vector128<uint> upper = Vector128.ShiftRightLogical(Philox.Words128(index, stream, key), 8);
        (Vector128<long> low, Vector128<long> high) = Vector128.Widen(upper.AsInt32());
        return new(Vector256.ConvertToDouble(Vector256.Create(low, high)) * Vector256.Create(1.0 / (1 << 24)));
    }
}
