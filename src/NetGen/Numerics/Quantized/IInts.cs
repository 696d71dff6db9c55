namespace NetGen.Numerics;

/// <summary>
/// A vector of 32-bit integers, or of twice as many of 16 bits: what integer kernels multiply and add. All widths give the same sums
/// to the bit.
/// </summary>
/// <typeparam name="TSelf">The vector type itself.</typeparam>
internal interface IInts<TSelf>
    where TSelf : struct, IInts<TSelf>
{
    /// <summary>Number of 32-bit integers.</summary>
    static abstract int Count { get; }

    /// <summary>Two neighbouring 16-bit integers, in the place of each 32-bit one.</summary>
    static abstract TSelf Broadcast(ref short pair);

    /// <summary>Reads 2 · <see cref="Count"/> integers of 8 bits as such of 16.</summary>
    static abstract TSelf Widen(ref sbyte source);

    /// <summary>Reads 2 · <see cref="Count"/> integers of 16 bits.</summary>
    static abstract TSelf Load(ref short source);

    /// <summary>
    /// 2 · <see cref="Count"/> numbers as 16-bit integers: the nearest to x / scale, the even one of two, within the range.
    /// </summary>
    static abstract TSelf Quantize(ref float source, in QuantizedRange range);

    /// <summary>sum + a₀·b₀ + a₁·b₁ for each pair of 16-bit integers.</summary>
    static abstract TSelf AddProducts(TSelf sum, TSelf a, TSelf b);

    /// <summary>a + b of 16-bit integers.</summary>
    static abstract TSelf AddShorts(TSelf a, TSelf b);

    /// <summary>a − b of 16-bit integers.</summary>
    static abstract TSelf SubtractShorts(TSelf a, TSelf b);

    /// <summary>a · 2ᵇ of 16-bit integers.</summary>
    static abstract TSelf ShiftShorts(TSelf a, int bits);

    /// <summary>Writes 2 · <see cref="Count"/> integers of 16 bits.</summary>
    void Store(ref short destination);

    /// <summary>Writes the 32-bit integers, each times its own of <paramref name="scales"/>.</summary>
    void StoreScaled(ref float destination, ref float scales);
}
