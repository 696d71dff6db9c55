using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <summary>A vector of eight <see cref="double"/> elements: 512 bits.</summary>
/// <param name="value">The elements.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct D512(Vector512<double> value) : ISimd<D512, double>
{
    /// <summary>The elements.</summary>
    public readonly Vector512<double> Value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <inheritdoc/>
    public static D512 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<double>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Create(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Const(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Load(ref double source, nint offset) => new(Vector512.LoadUnsafe(ref Unsafe.Add(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double destination, nint offset) => Value.StoreUnsafe(ref Unsafe.Add(ref destination, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 LoadBytes(ref byte source, nint offset) =>
        new(Vector512.WidenLower(F256.LoadBytes(ref source, offset).Value.ToVector512Unsafe()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreBytes(ref byte destination, nint offset) =>
        new F256(Vector256.Narrow(Value.GetLower(), Value.GetUpper())).StoreBytes(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 operator +(D512 a, D512 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 operator -(D512 a, D512 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 operator -(D512 a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 operator *(D512 a, D512 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 operator /(D512 a, D512 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Fma(D512 a, D512 b, D512 c) => new(Vector512.MultiplyAddEstimate(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Max(D512 a, D512 b) => new(Vector512.Max(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Min(D512 a, D512 b) => new(Vector512.Min(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 AtLeast(D512 a, D512 bound) => Avx512F.IsSupported
        ? new(Avx512F.Max(bound.Value, a.Value))
        : new(Vector512.ConditionalSelect(Vector512.GreaterThan(bound.Value, a.Value), bound.Value, a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 AtMost(D512 a, D512 bound) => Avx512F.IsSupported
        ? new(Avx512F.Min(bound.Value, a.Value))
        : new(Vector512.ConditionalSelect(Vector512.LessThan(bound.Value, a.Value), bound.Value, a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Abs(D512 a) => new(Vector512.Abs(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 CopySign(D512 a, D512 sign) => new(Vector512.CopySign(a.Value, sign.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Sqrt(D512 a) => new(Vector512.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Floor(D512 a) => new(Vector512.Floor(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Round(D512 a) => new(Vector512.Round(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Exp(D512 a) => VectorMath.Exp<D512, double>(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Log(D512 a) => VectorMath.Log<D512, double>(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 PowerOfTwo(D512 n)
    {
        // The sum's low bits are n + 1023: the exponent field, once shifted into place.
        Vector512<double> biased = n.Value + Vector512.Create(6755399441055744.0 + 1023);
        return new(Vector512.ShiftLeft(biased.AsInt64(), 52).AsDouble());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Mantissa(D512 a, out D512 exponent)
    {
        // Below the exponent field of 2^52, an integer reads as 2^52 plus that integer.
        Vector512<ulong> bits = a.Value.AsUInt64();
        Vector512<ulong> field = Vector512.ShiftRightLogical(bits, 52) | Vector512.Create(0x4330_0000_0000_0000ul);
        exponent = new(field.AsDouble() - Vector512.Create(4503599627370496.0 + 1023));
        return new(((bits & Vector512.Create(0x000F_FFFF_FFFF_FFFFul)) | Vector512.Create(0x3FF0_0000_0000_0000ul)).AsDouble());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Scale(D512 a, D512 n) => Avx512F.IsSupported
        ? new(Avx512F.Scale(a.Value, n.Value))
        : VectorMath.Scale<D512, double>(a, n);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 GreaterThan(D512 a, D512 b) => new(Vector512.GreaterThan(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Equals(D512 a, D512 b) => new(Vector512.Equals(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Or(D512 a, D512 b) => new(a.Value | b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Select(D512 mask, D512 a, D512 b) => new(Vector512.ConditionalSelect(mask.Value, a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 OneHot(nint place)
        => new(Vector512.Equals(Vector512<long>.Indices, Vector512.Create((long)place)).AsDouble() & Vector512.Create(1.0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(D512 a) => D256.Sum(new(a.Value.GetLower() + a.Value.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxElement(D512 a) => D256.MaxElement(new(Vector256.Max(a.Value.GetLower(), a.Value.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D512 Uniform(uint index, uint stream, uint key)
    {
        Vector256<uint> upper = Vector256.ShiftRightLogical(Philox.Words256(index, stream, key), 8);
        (Vector256<long> low, Vector256<long> high) = Vector256.Widen(upper.AsInt32());
        return new(Vector512.ConvertToDouble(Vector512.Create(low, high)) * Vector512.Create(1.0 / (1 << 24)));
    }
}
