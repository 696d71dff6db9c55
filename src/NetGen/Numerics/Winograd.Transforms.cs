using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>A linear map of one line of a tile, applied to its columns and then to its rows: Y = M · X · Mᵀ.</summary>
internal interface IWinogradTransform
{
    /// <summary>Elements that go in.</summary>
    static abstract int In { get; }

    /// <summary>Elements that come out.</summary>
    static abstract int Out { get; }

    /// <summary>
    /// Reads <see cref="In"/> vectors, <paramref name="step"/> elements apart,
    /// and writes <see cref="Out"/>, <paramref name="toStep"/> apart.
    /// </summary>
    static abstract void Apply<V, T>(ref T from, nint step, ref T to, nint toStep)
        where V : struct, ISimd<V, T>
        where T : unmanaged;
}

/// <summary>
/// Bᵀ: an input of 6 to the 6 points.
/// t₀ = 4x₀ − 5x₂ + x₄;  t₁,₂ = (x₄ − 4x₂) ± (x₃ − 4x₁);  t₃,₄ = (x₄ − x₂) ± 2(x₃ − x₁);  t₅ = 4x₁ − 5x₃ + x₅
/// </summary>
internal readonly struct InputTransform : IWinogradTransform
{
    public static int In => 6;

    public static int Out => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<V, T>(ref T from, nint step, ref T to, nint toStep)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V x0 = V.Load(ref from, 0), x1 = V.Load(ref from, step), x2 = V.Load(ref from, 2 * step);
        V x3 = V.Load(ref from, 3 * step), x4 = V.Load(ref from, 4 * step), x5 = V.Load(ref from, 5 * step);
        V minusFour = V.Const(-4), minusFive = V.Const(-5), four = V.Const(4);
        V even = V.Fma(minusFour, x2, x4), odd = V.Fma(minusFour, x1, x3);
        V near = x4 - x2, far = x3 - x1;
        far += far;
        V.Fma(four, x0, V.Fma(minusFive, x2, x4)).Store(ref to, 0);
        (even + odd).Store(ref to, toStep);
        (even - odd).Store(ref to, 2 * toStep);
        (near + far).Store(ref to, 3 * toStep);
        (near - far).Store(ref to, 4 * toStep);
        V.Fma(four, x1, V.Fma(minusFive, x3, x5)).Store(ref to, 5 * toStep);
    }
}

/// <summary>
/// Aᵀ: products at the 6 points to an output of 4.
/// y₀ = m₀ + (m₁ + m₂) + (m₃ + m₄);  y₁ = (m₁ − m₂) + 2(m₃ − m₄);  y₂ = (m₁ + m₂) + 4(m₃ + m₄);  y₃ = (m₁ − m₂) + 8(m₃ − m₄) + m₅
/// </summary>
internal readonly struct OutputTransform : IWinogradTransform
{
    public static int In => 6;

    public static int Out => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<V, T>(ref T from, nint step, ref T to, nint toStep)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V m1 = V.Load(ref from, step), m2 = V.Load(ref from, 2 * step), m3 = V.Load(ref from, 3 * step), m4 = V.Load(ref from, 4 * step);
        V nearSum = m1 + m2, nearDifference = m1 - m2, farSum = m3 + m4, farDifference = m3 - m4;
        (V.Load(ref from, 0) + nearSum + farSum).Store(ref to, 0);
        V.Fma(V.Const(2), farDifference, nearDifference).Store(ref to, toStep);
        V.Fma(V.Const(4), farSum, nearSum).Store(ref to, 2 * toStep);
        (V.Fma(V.Const(8), farDifference, nearDifference) + V.Load(ref from, 5 * step)).Store(ref to, 3 * toStep);
    }
}

/// <summary>G: 3 weights to the 6 points. u₀ = g₀/4;  u₁,₂ = −(g₀ + g₂)/6 ∓ g₁/6;  u₃,₄ = (g₀/24 + g₂/6) ± g₁/12;  u₅ = g₂</summary>
internal readonly struct WeightTransform : IWinogradTransform
{
    public static int In => 3;

    public static int Out => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<V, T>(ref T from, nint step, ref T to, nint toStep)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V g0 = V.Load(ref from, 0), g1 = V.Load(ref from, step), g2 = V.Load(ref from, 2 * step);
        V near = (g0 + g2) * V.Const(-1.0 / 6), nearOdd = g1 * V.Const(1.0 / 6);
        V far = V.Fma(g0, V.Const(1.0 / 24), g2 * V.Const(1.0 / 6)), farOdd = g1 * V.Const(1.0 / 12);
        (g0 * V.Const(0.25)).Store(ref to, 0);
        (near - nearOdd).Store(ref to, toStep);
        (near + nearOdd).Store(ref to, 2 * toStep);
        (far + farOdd).Store(ref to, 3 * toStep);
        (far - farOdd).Store(ref to, 4 * toStep);
        g2.Store(ref to, 5 * toStep);
    }
}

/// <summary>
/// A: the gradient of an output of 4 to the 6 points: <see cref="OutputTransform"/> transposed.
/// p₁,₂ = (y₀ + y₂) ± (y₁ + y₃);  p₃,₄ = (y₀ + 4y₂) ± (2y₁ + 8y₃)
/// </summary>
internal readonly struct ResultTransform : IWinogradTransform
{
    public static int In => 4;

    public static int Out => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<V, T>(ref T from, nint step, ref T to, nint toStep)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V y0 = V.Load(ref from, 0), y1 = V.Load(ref from, step), y2 = V.Load(ref from, 2 * step), y3 = V.Load(ref from, 3 * step);
        V near = y0 + y2, nearOdd = y1 + y3;
        V far = V.Fma(V.Const(4), y2, y0), farOdd = V.Fma(V.Const(8), y3, y1 + y1);
        y0.Store(ref to, 0);
        (near + nearOdd).Store(ref to, toStep);
        (near - nearOdd).Store(ref to, 2 * toStep);
        (far + farOdd).Store(ref to, 3 * toStep);
        (far - farOdd).Store(ref to, 4 * toStep);
        y3.Store(ref to, 5 * toStep);
    }
}

/// <summary>
/// Gᵀ: sums at the 6 points to the gradient of 3 weights: <see cref="WeightTransform"/> transposed.
/// g₀ = p₀/4 − (p₁ + p₂)/6 + (p₃ + p₄)/24;  g₁ = (p₂ − p₁)/6 + (p₃ − p₄)/12;  g₂ = (p₃ + p₄ − p₁ − p₂)/6 + p₅
/// </summary>
internal readonly struct GradientTransform : IWinogradTransform
{
    public static int In => 6;

    public static int Out => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<V, T>(ref T from, nint step, ref T to, nint toStep)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V p1 = V.Load(ref from, step), p2 = V.Load(ref from, 2 * step), p3 = V.Load(ref from, 3 * step), p4 = V.Load(ref from, 4 * step);
        V near = p1 + p2, far = p3 + p4, sixth = V.Const(1.0 / 6);
        V.Fma(V.Load(ref from, 0), V.Const(0.25), V.Fma(far, V.Const(1.0 / 24), -(near * sixth))).Store(ref to, 0);
        V.Fma(p2 - p1, sixth, (p3 - p4) * V.Const(1.0 / 12)).Store(ref to, toStep);
        V.Fma(far - near, sixth, V.Load(ref from, 5 * step)).Store(ref to, 2 * toStep);
    }
}
