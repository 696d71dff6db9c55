using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <summary>Eight integers of 32 bits: 256 bits.</summary>
internal readonly struct I256(Vector256<int> value) : IInts<I256>
{
    private readonly Vector256<int> _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I256 Broadcast(ref short pair) => new(Vector256.Create(Unsafe.ReadUnaligned<int>(ref Unsafe.As<short, byte>(ref pair))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I256 Widen(ref sbyte source)
    {
        if (Avx2.IsSupported)
        {
            return new(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref source)).AsInt32());
        }

        (Vector128<short> low, Vector128<short> high) = Vector128.Widen(Vector128.LoadUnsafe(ref source));
        return new(Vector256.Create(low, high).AsInt32());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I256 Load(ref short source) => new(Vector256.LoadUnsafe(ref source).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I256 Quantize(ref float source, in QuantizedRange range) =>
        new(Vector256.Narrow(Nearest(ref source, range), Nearest(ref Unsafe.Add(ref source, Count), range)).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I256 AddProducts(I256 sum, I256 a, I256 b)
    {
        if (Avx2.IsSupported)
        {
            return new(sum._value + Avx2.MultiplyAddAdjacent(a._value.AsInt16(), b._value.AsInt16()));
        }

        Vector256<int> low = ((a._value << 16) >> 16) * ((b._value << 16) >> 16);
        return new(sum._value + low + ((a._value >> 16) * (b._value >> 16)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I256 AddShorts(I256 a, I256 b) => new((a._value.AsInt16() + b._value.AsInt16()).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I256 SubtractShorts(I256 a, I256 b) => new((a._value.AsInt16() - b._value.AsInt16()).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I256 ShiftShorts(I256 a, int bits) => new((a._value.AsInt16() << bits).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref short destination) => _value.AsInt16().StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreScaled(ref float destination, ref float scales) =>
        (Vector256.ConvertToSingle(_value) * Vector256.LoadUnsafe(ref scales)).StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Nearest(ref float source, in QuantizedRange range)
    {
        Vector256<float> x = Vector256.LoadUnsafe(ref source) * range.Inverse;
        x = Vector256.Min(Vector256.Max(x, Vector256.Create(range.Low)), Vector256.Create(range.High));

        // Rounds to the nearest, as the processor does by itself.
        return Avx.IsSupported ? Avx.ConvertToVector256Int32(x) : Vector256.ConvertToInt32Native(Vector256.Round(x));
    }
}
