using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>One integer of 32 bits, or two of 16.</summary>
internal readonly struct I1(int value) : IInts<I1>
{
    private readonly int _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    private int Low => (short)_value;

    private int High => _value >> 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I1 Broadcast(ref short pair) => Load(ref pair);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I1 Widen(ref sbyte source) => Pair(source, Unsafe.Add(ref source, 1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I1 Load(ref short source) => Pair(source, Unsafe.Add(ref source, 1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I1 Quantize(ref float source, in QuantizedRange range) =>
        Pair(range.Nearest(source), range.Nearest(Unsafe.Add(ref source, 1)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I1 AddProducts(I1 sum, I1 a, I1 b) => new(sum._value + (a.Low * b.Low) + (a.High * b.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I1 AddShorts(I1 a, I1 b) => Pair(a.Low + b.Low, a.High + b.High);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I1 SubtractShorts(I1 a, I1 b) => Pair(a.Low - b.Low, a.High - b.High);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static I1 ShiftShorts(I1 a, int bits) => Pair(a.Low << bits, a.High << bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref short destination)
    {
        destination = (short)Low;
        Unsafe.Add(ref destination, 1) = (short)High;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreScaled(ref float destination, ref float scales) => destination = _value * scales;

    private static I1 Pair(int low, int high) => new((low & 0xFFFF) | (high << 16));
}
