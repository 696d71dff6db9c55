using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <summary>Four integers of 32 bits: 128 bits.</summary>
internal readonly struct I128(Vector128<int> value) : IInts<I128>
{
    private readonly Vector128<int> _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I128 Broadcast(ref short pair) => new(Vector128.Create(Unsafe.ReadUnaligned<int>(ref Unsafe.As<short, byte>(ref pair))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I128 Widen(ref sbyte source)
    {
        Vector64<sbyte> bytes = Vector64.LoadUnsafe(ref source);
        return new(Vector128.WidenLower(bytes.ToVector128Unsafe()).AsInt32());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I128 Load(ref short source) => new(Vector128.LoadUnsafe(ref source).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I128 Quantize(ref float source, in QuantizedRange range) =>
        new(Vector128.Narrow(Nearest(ref source, range), Nearest(ref Unsafe.Add(ref source, Count), range)).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I128 AddProducts(I128 sum, I128 a, I128 b)
    {
        if (Sse2.IsSupported)
        {
            return new(sum._value + Sse2.MultiplyAddAdjacent(a._value.AsInt16(), b._value.AsInt16()));
        }

        Vector128<int> low = ((a._value << 16) >> 16) * ((b._value << 16) >> 16);
        return new(sum._value + low + ((a._value >> 16) * (b._value >> 16)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I128 AddShorts(I128 a, I128 b) => new((a._value.AsInt16() + b._value.AsInt16()).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I128 SubtractShorts(I128 a, I128 b) => new((a._value.AsInt16() - b._value.AsInt16()).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I128 ShiftShorts(I128 a, int bits) => new((a._value.AsInt16() << bits).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref short destination) => _value.AsInt16().StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreScaled(ref float destination, ref float scales) =>
        (Vector128.ConvertToSingle(_value) * Vector128.LoadUnsafe(ref scales)).StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Nearest(ref float source, in QuantizedRange range)
    {
        Vector128<float> x = Vector128.LoadUnsafe(ref source) * range.Inverse;
        x = Vector128.Min(Vector128.Max(x, Vector128.Create(range.Low)), Vector128.Create(range.High));

        // Rounds to the nearest, as the processor does by itself.
        return Sse2.IsSupported ? Sse2.ConvertToVector128Int32(x) : Vector128.ConvertToInt32Native(Vector128.Round(x));
    }
}
