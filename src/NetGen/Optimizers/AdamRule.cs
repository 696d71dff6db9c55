using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// The update of <see cref="Adam"/> and <see cref="AdamW"/>: g ← g + λ·p;  m ← β₁·m + (1 − β₁)·g;  v ← β₂·v + (1 − β₂)·g²;
/// p ← c·p + s · m / (√v · r + ε) with s = −η / (1 − β₁ᵗ), r = 1 / √(1 − β₂ᵗ). Decoupled, c = 1 − η·λ and λ is 0 in g; else c is 1.
/// </summary>
public readonly struct AdamRule : IUpdateRule
{
    private const int Mean = 0, Square = 1;

    private const int Beta1 = 0, Newest1 = 1, Beta2 = 2, Newest2 = 3, Epsilon = 4, Penalty = 5, Kept = 6, StepSize = 7, RootScale = 8;

    /// <inheritdoc/>
    public static int SlotCount => 2;

    /// <inheritdoc/>
    public static int FactorCount => 9;

    /// <inheritdoc/>
    public static string SlotName(int slot) => slot == Mean ? "mean" : "square";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
        where V : struct, INumbers<V>
    {
        V g = V.Fma(factors[Penalty], parameter, gradient);
        V m = V.Fma(factors[Beta1], slots[Mean], factors[Newest1] * g);
        V v = V.Fma(factors[Beta2], slots[Square], factors[Newest2] * g * g);
        slots[Mean] = m;
        slots[Square] = v;
        V divisor = V.Fma(V.Sqrt(v), factors[RootScale], factors[Epsilon]);
        parameter = V.Fma(factors[StepSize], m / divisor, factors[Kept] * parameter);
    }

    /// <summary>What its factors are computed from.</summary>
    /// <param name="Beta1">β₁.</param>
    /// <param name="Beta2">β₂.</param>
    /// <param name="Epsilon">ε.</param>
    /// <param name="Penalty">λ where it is added to the gradient.</param>
    /// <param name="Decoupled">λ where it is not.</param>
    internal readonly record struct Constants(double Beta1, double Beta2, double Epsilon, double Penalty = 0, double Decoupled = 0)
    {
        /// <summary>The factors of a step.</summary>
        public void SetFactors(double rate, long step, Span<double> factors)
        {
            factors[AdamRule.Beta1] = Beta1;
            factors[Newest1] = 1 - Beta1;
            factors[AdamRule.Beta2] = Beta2;
            factors[Newest2] = 1 - Beta2;
            factors[AdamRule.Epsilon] = Epsilon;
            factors[AdamRule.Penalty] = Penalty;
            factors[Kept] = 1 - (rate * Decoupled);
            factors[StepSize] = -rate / (1 - Math.Pow(Beta1, step));
            factors[RootScale] = 1 / Math.Sqrt(1 - Math.Pow(Beta2, step));
        }
    }
}
