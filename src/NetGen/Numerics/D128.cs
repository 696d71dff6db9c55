using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <summary>A vector of two <see cref="double"/> elements: 128 bits.</summary>
/// <param name="value">The elements.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct D128(Vector128<double> value) : ISimd<D128, double>
{
    /// <summary>The elements.</summary>
    public readonly Vector128<double> Value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2;
    }

    /// <inheritdoc/>
    public static D128 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<double>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Create(double value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Const(double value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Load(ref double source, nint offset) => new(Vector128.LoadUnsafe(ref Unsafe.Add(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double destination, nint offset) => Value.StoreUnsafe(ref Unsafe.Add(ref destination, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 LoadBytes(ref byte source, nint offset)
    {
        ref byte first = ref Unsafe.Add(ref source, offset);
        return new(Vector128.Create((double)first, Unsafe.Add(ref first, 1)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreBytes(ref byte destination, nint offset)
    {
        ref byte first = ref Unsafe.Add(ref destination, offset);
        first = (byte)(int)Value.GetElement(0);
        Unsafe.Add(ref first, 1) = (byte)(int)Value.GetElement(1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 operator +(D128 a, D128 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 operator -(D128 a, D128 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 operator -(D128 a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 operator *(D128 a, D128 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 operator /(D128 a, D128 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Fma(D128 a, D128 b, D128 c) =>
        new(PackedSimd.IsSupported ? (a.Value * b.Value) + c.Value : Vector128.MultiplyAddEstimate(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Max(D128 a, D128 b) => new(Vector128.Max(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Min(D128 a, D128 b) => new(Vector128.Min(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 AtLeast(D128 a, D128 bound) => Sse2.IsSupported
        ? new(Sse2.Max(bound.Value, a.Value))
        : new(Vector128.ConditionalSelect(Vector128.GreaterThan(bound.Value, a.Value), bound.Value, a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 AtMost(D128 a, D128 bound) => Sse2.IsSupported
        ? new(Sse2.Min(bound.Value, a.Value))
        : new(Vector128.ConditionalSelect(Vector128.LessThan(bound.Value, a.Value), bound.Value, a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Abs(D128 a) => new(Vector128.Abs(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 CopySign(D128 a, D128 sign) => new(Vector128.CopySign(a.Value, sign.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Sqrt(D128 a) => new(Vector128.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Floor(D128 a) => new(Vector128.Floor(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Round(D128 a) => new(Vector128.Round(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Exp(D128 a) => VectorMath.Exp<D128, double>(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Log(D128 a) => VectorMath.Log<D128, double>(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 PowerOfTwo(D128 n)
    {
        // The sum's low bits are n + 1023: the exponent field, once shifted into place.
        Vector128<double> biased = n.Value + Vector128.Create(6755399441055744.0 + 1023);
        return new(Vector128.ShiftLeft(biased.AsInt64(), 52).AsDouble());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Mantissa(D128 a, out D128 exponent)
    {
        // Below the exponent field of 2^52, an integer reads as 2^52 plus that integer.
        Vector128<ulong> bits = a.Value.AsUInt64();
        Vector128<ulong> field = Vector128.ShiftRightLogical(bits, 52) | Vector128.Create(0x4330_0000_0000_0000ul);
        exponent = new(field.AsDouble() - Vector128.Create(4503599627370496.0 + 1023));
        return new(((bits & Vector128.Create(0x000F_FFFF_FFFF_FFFFul)) | Vector128.Create(0x3FF0_0000_0000_0000ul)).AsDouble());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Scale(D128 a, D128 n) => VectorMath.Scale<D128, double>(a, n);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 GreaterThan(D128 a, D128 b) => new(Vector128.GreaterThan(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Equals(D128 a, D128 b) => new(Vector128.Equals(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Or(D128 a, D128 b) => new(a.Value | b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Select(D128 mask, D128 a, D128 b) => new(Vector128.ConditionalSelect(mask.Value, a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 OneHot(nint place)
        => new(Vector128.Equals(Vector128<long>.Indices, Vector128.Create((long)place)).AsDouble() & Vector128.Create(1.0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(D128 a) => a.Value.GetElement(0) + a.Value.GetElement(1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxElement(D128 a) => Math.Max(a.Value.GetElement(0), a.Value.GetElement(1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D128 Uniform(uint index, uint stream, uint key)
    {
        Vector128<uint> upper = Vector128.ShiftRightLogical(Philox.Words128(index, stream, key), 8);
        return new(Vector128.ConvertToDouble(Vector128.WidenLower(upper.AsInt32())) * Vector128.Create(1.0 / (1 << 24)));
    }
}
