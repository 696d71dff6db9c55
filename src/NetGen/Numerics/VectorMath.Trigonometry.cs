using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <content>Sine, cosine and arc tangent, and rounding to whole numbers.</content>
public static partial class VectorMath
{
    /// <summary>
    /// sin a = (−1)ᵏ · sin r with k = round(a / π), r = a − k · π. Within 2.5 ulp for |a| ≤ 10⁵; farther out the error grows, but the
    /// result stays in [−1, 1]. NaN for NaN and ±∞.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V k = V.Round(a * V.Const(1 / Math.PI));
        return ReducedSin<V, T>(a, k, k);
    }

    /// <summary>
    /// cos a = (−1)ᵏ · sin r with k = round(a / π + ½), r = a − (k − ½) · π, which is as precise near the zeros as sin is.
    /// Within 2.5 ulp for |a| ≤ 10⁵; farther out the error grows, but the result stays in [−1, 1]. NaN for NaN and ±∞.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V k = V.Round(V.Fma(a, V.Const(1 / Math.PI), V.Const(0.5)));
        return ReducedSin<V, T>(a, k, k - V.Const(0.5));
    }

    /// <summary>
    /// arctan a = m · π/4 + arctan t with t = a, (a − 1) / (a + 1) or −1 / a for m = 0, 1, 2, for |a| up to ½, 2 and ∞.
    /// Within 2 ulp, also near 0; ±π/2 for ±∞, NaN stays NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Atan<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V x = V.Abs(a);
        V one = V.Const(1);
        V beyondFirst = V.GreaterThan(x, V.Const(0.5));
        V beyondSecond = V.GreaterThan(x, V.Const(2));
        V m = V.Select(beyondSecond, V.Const(2), V.Select(beyondFirst, one, V.Zero));
        V numerator = V.Select(beyondSecond, -one, V.Select(beyondFirst, x - one, x));
        V t = numerator / V.Select(beyondSecond, x, V.Select(beyondFirst, x + one, one));

        V z = t * t;
        V y = V.Fma(t * z, IsSingle<T>() ? AtanSingle<V, T>(z) : AtanDouble<V, T>(z), t);
        y = V.Fma(m, V.Const(IsSingle<T>() ? -2.18556941e-08 : 3.061616997868383e-17), y);
        return V.CopySign(V.Fma(m, V.Const(IsSingle<T>() ? 0.785398185 : 0.7853981633974483), y), a);
    }

    /// <summary>The largest whole number that is not above a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Floor<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged => V.Floor(a);

    /// <summary>The whole number nearest to a, the even one of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Round<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged => V.Round(a);

    /// <summary>(−1)ᵏ · sin(a − n · π), with π in three parts: the first, whose products with n are exact, takes almost all of a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReducedSin<V, T>(V a, V k, V n)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V r = V.Fma(n, V.Const(IsSingle<T>() ? -3.140625 : -3.1415926534682512), a);
        r = V.Fma(n, V.Const(IsSingle<T>() ? -0.000967653585 : -1.2154201012607932e-10), r);
        r = V.Fma(n, V.Const(IsSingle<T>() ? -5.12668814e-12 : -4.044532497591901e-21), r);
        V z = r * r;
        V y = V.Fma(r * z, IsSingle<T>() ? SinSingle<V, T>(z) : SinDouble<V, T>(z), r);

        // Rounding may take it past 1, and so does an r that is no more the rest of a huge a.
        y = V.AtMost(V.AtLeast(y, V.Const(-1)), V.Const(1));

        // k less the even number nearest to k/2, twice, is 0 for an even k and ±1 for an odd one.
        V odd = V.Fma(V.Round(k * V.Const(0.5)), V.Const(-2), k);
        return y * V.Fma(odd * odd, V.Const(-2), V.Const(1));
    }
}
