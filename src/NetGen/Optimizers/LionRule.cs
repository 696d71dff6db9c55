using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// The update of <see cref="Lion"/>: p ← p · (1 − η·λ) − η · sign(β₁·m + (1 − β₁)·g);  m ← β₂·m + (1 − β₂)·g.
/// </summary>
public readonly struct LionRule : IUpdateRule
{
    internal const int Rate = 0, Kept = 1, Beta1 = 2, Newest1 = 3, Beta2 = 4, Newest2 = 5;

    private const int Momentum = 0;

    /// <inheritdoc/>
    public static int SlotCount => 1;

    /// <inheritdoc/>
    public static int FactorCount => 6;

    /// <inheritdoc/>
    public static string SlotName(int slot) => "momentum";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
        where V : struct, INumbers<V>
    {
        V direction = V.Fma(factors[Beta1], slots[Momentum], factors[Newest1] * gradient);
        V down = V.Select(V.GreaterThan(V.Zero, direction), -factors[Rate], V.Zero);
        V step = V.Select(V.GreaterThan(direction, V.Zero), factors[Rate], down);
        parameter = V.Fma(factors[Kept], parameter, -step);
        slots[Momentum] = V.Fma(factors[Beta2], slots[Momentum], factors[Newest2] * gradient);
    }
}
