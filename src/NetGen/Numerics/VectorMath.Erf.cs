using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <content>The error function.</content>
public static partial class VectorMath
{
    /// <summary>
    /// erf a = 2/√π · ∫₀ᵃ e^(−t²) dt: an odd polynomial for |a| ≤ 0.85, beyond it ±(1 − e^g(|a|)) with a polynomial
    /// g(x) ≈ ln(1 − erf x). Within 2 ulp, also near 0; NaN stays NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V z = a * a;
        V near = V.Fma(a, IsSingle<T>() ? NearErfSingle<V, T>(z) : NearErfDouble<V, T>(z), a);

        // erf is ±1 beyond these bounds.
        V magnitude = V.Abs(a);
        V x = V.Min(magnitude, V.Const(IsSingle<T>() ? 4 : 6));
        V far = V.Const(1) - V.Exp(IsSingle<T>() ? FarErfSingle<V, T>(x) : FarErfDouble<V, T>(x));
        far = V.Select(V.GreaterThan(V.Zero, a), -far, far);
        return V.Select(V.GreaterThan(magnitude, V.Const(0.85)), far, near);
    }
}
