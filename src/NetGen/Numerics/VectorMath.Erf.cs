using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <content>The error function.</content>
public static partial class VectorMath
{
    /// <summary>
    /// erf a = 2/√π · ∫₀ᵃ e^(−t²) dt: an odd polynomial near 0, beyond it ±(1 − r(|a|)), where r is the 8th power of a polynomial in
    /// float and e to the power of one in double. Within 2 ulp, also near 0; NaN stays NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V x = V.Abs(a);
        V z = x * x;
        V near = V.Fma(x, IsSingle<T>() ? NearErfSingle<V, T>(z) : NearErfDouble<V, T>(z), x);

        // erf is ±1 beyond these bounds.
        V bounded = V.AtMost(x, V.Const(IsSingle<T>() ? 3.92 : 6));
        V far = IsSingle<T>() ? OneLessEighthPower<V, T>(FarErfSingle<V, T>(bounded)) : V.Const(1) - V.Exp(FarErfDouble<V, T>(bounded));
        return V.CopySign(V.Select(V.GreaterThan(x, V.Const(IsSingle<T>() ? 1.07 : 0.85)), far, near), a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OneLessEighthPower<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V square = a * a;
        V fourth = square * square;
        return V.Fma(-fourth, fourth, V.Const(1));
    }
}
