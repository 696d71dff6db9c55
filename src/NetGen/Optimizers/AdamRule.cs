using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// The updates of <see cref="Adam"/> and <see cref="AdamW"/>: g ← g + λ·p;  m ← β₁·m + (1 − β₁)·g;  v ← β₂·v + (1 − β₂)·g²;
/// p ← c·p + s · m / (√v · r + ε) with s = −η / (1 − β₁ᵗ), r = 1 / √(1 − β₂ᵗ). Decoupled, c = 1 − η·λ and λ is 0 in g; else c is 1.
/// </summary>
public static class AdamRule
{
    private const int Mean = 0, Square = 1, Largest = 2;

    /// <summary>By the running average of the square.</summary>
    public readonly struct Plain : IUpdateRule
    {
        /// <inheritdoc/>
        public static int SlotCount => 2;

        /// <inheritdoc/>
        public static int FactorCount => AdamFactors.Count;

        /// <inheritdoc/>
        public static string SlotName(int slot) => NameOf(slot);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
            where V : struct, INumbers<V>
        {
            Remember(parameter, gradient, ref slots, factors);
            Move(ref parameter, slots[Mean], slots[Square], factors);
        }
    }

    /// <summary>By the largest so far of that average, v̄ ← max(v̄, v), which stands for v in the step.</summary>
    public readonly struct AmsGrad : IUpdateRule
    {
        /// <inheritdoc/>
        public static int SlotCount => 3;

        /// <inheritdoc/>
        public static int FactorCount => AdamFactors.Count;

        /// <inheritdoc/>
        public static string SlotName(int slot) => NameOf(slot);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
            where V : struct, INumbers<V>
        {
            Remember(parameter, gradient, ref slots, factors);
            slots[Largest] = V.Max(slots[Largest], slots[Square]);
            Move(ref parameter, slots[Mean], slots[Largest], factors);
        }
    }

    private static string NameOf(int slot) => slot == Mean ? "mean" : slot == Square ? "square" : "largest";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Remember<V>(V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
        where V : struct, INumbers<V>
    {
        V g = V.Fma(factors[AdamFactors.Penalty], parameter, gradient);
        slots[Mean] = V.Fma(factors[AdamFactors.Beta1], slots[Mean], factors[AdamFactors.Newest1] * g);
        slots[Square] = V.Fma(factors[AdamFactors.Beta2], slots[Square], factors[AdamFactors.Newest2] * g * g);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move<V>(ref V parameter, V mean, V square, in Factors<V> factors)
        where V : struct, INumbers<V>
    {
        V divisor = V.Fma(V.Sqrt(square), factors[AdamFactors.RootScale], factors[AdamFactors.Epsilon]);
        parameter = V.Fma(factors[AdamFactors.StepSize], mean / divisor, factors[AdamFactors.Kept] * parameter);
    }
}
