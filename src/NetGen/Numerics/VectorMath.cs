using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>
/// Elementary functions, each written once over <see cref="ISimd{TSelf, T}"/>. Every width rounds every step alike, so an element's
/// result does not depend on the width it was computed with. The polynomials' coefficients are minimax fits (Remez exchange in
/// 60-digit arithmetic) over the reduced range, rounded to the precision they are for.
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath
{
    /// <summary>
    /// eᵃ = 2ⁿ · eʳ with n = round(a / ln 2), r = a − n · ln 2. Within 1.1 ulp; subnormal results are kept,
    /// overflow gives ∞, NaN stays NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        // Beyond these bounds the result is ∞ or 0; within them n stays small.
        V bounded = V.AtMost(V.AtLeast(a, V.Const(IsSingle<T>() ? -104 : -746)), V.Const(IsSingle<T>() ? 89 : 710));
        V p = ReducedExpM1<V, T>(bounded, out V n) + V.Const(1);
        return V.Scale(p, n);
    }

    /// <summary>
    /// ln a = e · ln 2 + ln m with a = m · 2ᵉ, √½ &lt; m ≤ √2, and ln(1 + f) = f − s · (f − R(s²)), s = f / (2 + f), where
    /// R(s²) = 2 · artanh(s) / s − 2. Within 1 ulp; ln 0 = −∞, ln ∞ = ∞, NaN for NaN and below 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        int lift = IsSingle<T>() ? 24 : 53;
        V subnormal = V.GreaterThan(V.Const(IsSingle<T>() ? 1.17549435e-38 : 2.2250738585072014e-308), a);
        V m = V.Mantissa(V.Select(subnormal, a * V.Const(1L << lift), a), out V e);
        e = V.Select(subnormal, e - V.Const(lift), e);
        V upper = V.GreaterThan(m, V.Const(1.4142135623730951));
        m = V.Select(upper, m * V.Const(0.5), m);
        e = V.Select(upper, e + V.Const(1), e);

        return LogOfProduct<V, T>(m - V.Const(1), e, a);
    }

    /// <summary>
    /// ln(1 + a) = e · ln 2 + ln(1 + f) with 1 + a = (1 + f) · 2ᵉ, where f = a · 2⁻ᵉ + (2⁻ᵉ − 1) keeps what 1 + a loses.
    /// Within 1.5 ulp, also near 0; −∞ for −1, ∞ for ∞, NaN for NaN and below −1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1P<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V sum = a + V.Const(1);
        V m = V.Mantissa(sum, out V e);
        e = V.Select(V.GreaterThan(m, V.Const(1.4142135623730951)), e + V.Const(1), e);

        // The largest a need powers that are no normal numbers any more.
        V power = V.PowerOfTwo(V.Const(2) - e) * V.Const(0.25);
        V f = V.Fma(a, power, power - V.Const(1));
        return V.CopySign(LogOfProduct<V, T>(f, e, sum), a);
    }

    /// <summary>tanh a = (e²ᵃ − 1) / (e²ᵃ + 1), with e²ᵃ − 1 computed without cancellation. Within 3 ulp, also near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        // tanh is ±1 beyond these bounds.
        V bound = V.Const(IsSingle<T>() ? 10 : 20);
        V bounded = V.AtMost(V.AtLeast(a, -bound), bound);
        V p = ReducedExpM1<V, T>(bounded + bounded, out V n);
        V power = V.PowerOfTwo(n);
        V expM1 = V.Fma(p, power, power - V.Const(1));
        return expM1 / (expM1 + V.Const(2));
    }

    /// <summary>σ(a) = 1 / (1 + e⁻ᵃ): for large −a the power overflows to ∞ and the result is 0, never NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        => V.Const(1) / (V.Const(1) + V.Exp(-a));

    /// <summary>
    /// softplus(a) = ln(1 + eᵃ) = max(a, 0) + ln(1 + e^−|a|), which never overflows.
    /// Its absolute error is small, also where the result is tiny.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        => V.AtLeast(a, V.Zero) + V.Log(V.Const(1) + V.Exp(-V.Abs(a)));

    /// <summary>a · 2ⁿ in two steps, since 2ⁿ itself may be no normal number; only the second step rounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Scale<V, T>(V a, V n)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V half = RoundSmall<V, T>(n * V.Const(0.5));
        return a * V.PowerOfTwo(half) * V.PowerOfTwo(n - half);
    }

    /// <summary>ln((1 + f) · 2ᵉ) for √½ &lt; 1 + f ≤ √2, or its limit where the product is no positive number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOfProduct<V, T>(V f, V e, V product)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V s = f / (f + V.Const(2));
        V z = s * s;
        V r = z * (IsSingle<T>() ? LogSingle<V, T>(z) : LogDouble<V, T>(z));
        V low = V.Fma(e, V.Const(-Ln2Low<T>()), s * (f - r));
        V y = V.Fma(e, V.Const(Ln2High<T>()), f - low);

        V infinity = V.Const(double.PositiveInfinity);
        y = V.Select(V.GreaterThan(infinity, product), y, product);
        y = V.Select(V.GreaterThan(V.Zero, product), V.Const(double.NaN), y);
        return V.Select(V.Equals(product, V.Zero), -infinity, y);
    }

    /// <summary>The n and eʳ − 1 of a = n · ln 2 + r, with n whole and |r| ≤ ln 2 / 2: eʳ − 1 = r + r² · q(r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReducedExpM1<V, T>(V a, out V n)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        n = RoundSmall<V, T>(a * V.Const(1.4426950408889634));
        V r = V.Fma(n, V.Const(-Ln2High<T>()), a);
        r = V.Fma(n, V.Const(-Ln2Low<T>()), r);
        V q = IsSingle<T>() ? ExpSingle<V, T>(r) : ExpDouble<V, T>(r);
        return V.Fma(r * r, q, r);
    }

    /// <summary>The nearest whole number of small a: adding 1.5 · 2^(digits − 1) leaves no bit for a fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V RoundSmall<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V shift = V.Const(IsSingle<T>() ? 12582912 : 6755399441055744);
        return a + shift - shift;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSingle<T>() => typeof(T) == typeof(float);

    /// <summary>ln 2, cut so that its product with an exponent is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Ln2High<T>() => IsSingle<T>() ? 0.693359375 : 0.6931471803691238;

    /// <summary>The rest of ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Ln2Low<T>() => IsSingle<T>() ? -0.00021219444005469057 : 1.9082149292705877e-10;
}
