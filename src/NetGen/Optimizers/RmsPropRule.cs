using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>The updates of <see cref="RmsProp"/>, which begin alike: g ← g + λ·p;  v ← α·v + (1 − α)·g².</summary>
public static class RmsPropRule
{
    internal const int StepSize = 0, Penalty = 1, Alpha = 2, Newest = 3, Epsilon = 4, Momentum = 5, Count = 6;

    private const int Square = 0, Mean = 1;

    /// <summary>p ← p − η·g / (√v + ε).</summary>
    public readonly struct Plain : IUpdateRule
    {
        /// <inheritdoc/>
        public static int SlotCount => 1;

        /// <inheritdoc/>
        public static int FactorCount => Count;

        /// <inheritdoc/>
        public static string SlotName(int slot) => "square";

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
            where V : struct, INumbers<V>
        {
            V g = V.Fma(factors[Penalty], parameter, gradient);
            V square = Average(ref slots, Square, g * g, factors);
            parameter = V.Fma(factors[StepSize], Scaled(g, square, factors), parameter);
        }
    }

    /// <summary>m ← μ·m + g / (√v + ε);  p ← p − η·m.</summary>
    public readonly struct WithMomentum : IUpdateRule
    {
        /// <inheritdoc/>
        public static int SlotCount => 2;

        /// <inheritdoc/>
        public static int FactorCount => Count;

        /// <inheritdoc/>
        public static string SlotName(int slot) => slot == Square ? "square" : "momentum";

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
            where V : struct, INumbers<V>
        {
            V g = V.Fma(factors[Penalty], parameter, gradient);
            V square = Average(ref slots, Square, g * g, factors);
            V step = V.Fma(factors[Momentum], slots[1], Scaled(g, square, factors));
            slots[1] = step;
            parameter = V.Fma(factors[StepSize], step, parameter);
        }
    }

    /// <summary>a ← α·a + (1 − α)·g;  p ← p − η·g / (√(v − a²) + ε).</summary>
    public readonly struct Centred : IUpdateRule
    {
        /// <inheritdoc/>
        public static int SlotCount => 2;

        /// <inheritdoc/>
        public static int FactorCount => Count;

        /// <inheritdoc/>
        public static string SlotName(int slot) => slot == Square ? "square" : "mean";

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
            where V : struct, INumbers<V>
        {
            V g = V.Fma(factors[Penalty], parameter, gradient);
            V square = Variance(ref slots, g, factors);
            parameter = V.Fma(factors[StepSize], Scaled(g, square, factors), parameter);
        }
    }

    /// <summary>a ← α·a + (1 − α)·g;  m ← μ·m + g / (√(v − a²) + ε);  p ← p − η·m.</summary>
    public readonly struct CentredWithMomentum : IUpdateRule
    {
        /// <inheritdoc/>
        public static int SlotCount => 3;

        /// <inheritdoc/>
        public static int FactorCount => Count;

        /// <inheritdoc/>
        public static string SlotName(int slot) => slot == Square ? "square" : slot == Mean ? "mean" : "momentum";

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
            where V : struct, INumbers<V>
        {
            V g = V.Fma(factors[Penalty], parameter, gradient);
            V square = Variance(ref slots, g, factors);
            V step = V.Fma(factors[Momentum], slots[2], Scaled(g, square, factors));
            slots[2] = step;
            parameter = V.Fma(factors[StepSize], step, parameter);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Average<V>(ref Slots<V> slots, int slot, V newest, in Factors<V> factors)
        where V : struct, INumbers<V>
    {
        V average = V.Fma(factors[Alpha], slots[slot], factors[Newest] * newest);
        slots[slot] = average;
        return average;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Variance<V>(ref Slots<V> slots, V gradient, in Factors<V> factors)
        where V : struct, INumbers<V>
    {
        V square = Average(ref slots, Square, gradient * gradient, factors), mean = Average(ref slots, Mean, gradient, factors);

        // Rounding could make it negative where gradients hardly vary.
        return V.Max(V.Fma(-mean, mean, square), V.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Scaled<V>(V gradient, V square, in Factors<V> factors)
        where V : struct, INumbers<V>
        => gradient / (V.Sqrt(square) + factors[Epsilon]);
}
