using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <summary>Sixteen integers of 32 bits: 512 bits.</summary>
internal readonly struct I512(Vector512<int> value) : IInts<I512>
{
    private readonly Vector512<int> _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I512 Broadcast(ref short pair) => new(Vector512.Create(Unsafe.ReadUnaligned<int>(ref Unsafe.As<short, byte>(ref pair))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I512 Widen(ref sbyte source)
    {
        if (Avx512BW.IsSupported)
        {
            return new(Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref source)).AsInt32());
        }

        (Vector256<short> low, Vector256<short> high) = Vector256.Widen(Vector256.LoadUnsafe(ref source));
        return new(Vector512.Create(low, high).AsInt32());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I512 Load(ref short source) => new(Vector512.LoadUnsafe(ref source).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I512 Quantize(ref float source, in QuantizedRange range) =>
        new(Vector512.Narrow(Nearest(ref source, range), Nearest(ref Unsafe.Add(ref source, Count), range)).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I512 AddProducts(I512 sum, I512 a, I512 b)
    {
        if (Avx512BW.IsSupported)
        {
            return new(sum._value + Avx512BW.MultiplyAddAdjacent(a._value.AsInt16(), b._value.AsInt16()));
        }

        Vector512<int> low = ((a._value << 16) >> 16) * ((b._value << 16) >> 16);
        return new(sum._value + low + ((a._value >> 16) * (b._value >> 16)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I512 AddShorts(I512 a, I512 b) => new((a._value.AsInt16() + b._value.AsInt16()).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I512 SubtractShorts(I512 a, I512 b) => new((a._value.AsInt16() - b._value.AsInt16()).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I512 ShiftShorts(I512 a, int bits) => new((a._value.AsInt16() << bits).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref short destination) => _value.AsInt16().StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreScaled(ref float destination, ref float scales) =>
        (Vector512.ConvertToSingle(_value) * Vector512.LoadUnsafe(ref scales)).StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Nearest(ref float source, in QuantizedRange range)
    {
        Vector512<float> x = Vector512.LoadUnsafe(ref source) * range.Inverse;
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(range.Low)), Vector512.Create(range.High));

        // Rounds to the nearest, as the processor does by itself.
        return Avx512F.IsSupported ? Avx512F.ConvertToVector512Int32(x) : Vector512.ConvertToInt32Native(Vector512.Round(x));
    }
}
