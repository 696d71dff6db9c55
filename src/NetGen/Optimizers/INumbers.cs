namespace NetGen;

/// <summary>
/// What an <see cref="IUpdateRule"/> computes with: one number on a device, a vector of several on the CPU, each element by itself.
/// Numbers that are always the same, too, are <see cref="Factors{V}"/>.
/// </summary>
/// <typeparam name="TSelf">The numbers' type itself.</typeparam>
public interface INumbers<TSelf>
    where TSelf : struct, INumbers<TSelf>
{
    /// <summary>All elements 0.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a − b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>−a.</summary>
    static abstract TSelf operator -(TSelf a);

    /// <summary>a · b.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>a / b.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>a · b + c, rounded once where the processor has an instruction for it, else twice: never a call.</summary>
    static abstract TSelf Fma(TSelf a, TSelf b, TSelf c);

    /// <summary>The larger of each pair; NaN where either is NaN, so that a NaN stays visible in the loss. +0 is larger than −0.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The smaller of each pair; NaN where either is NaN. −0 is smaller than +0.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>|a|.</summary>
    static abstract TSelf Abs(TSelf a);

    /// <summary>√a.</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>A mask that is set where a &gt; b. For <see cref="Select"/> only.</summary>
    static abstract TSelf GreaterThan(TSelf a, TSelf b);

    /// <summary>mask ? a : b, element by element.</summary>
    static abstract TSelf Select(TSelf mask, TSelf a, TSelf b);
}
