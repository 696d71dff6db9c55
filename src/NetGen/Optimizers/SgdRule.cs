using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>The updates of <see cref="Sgd"/>, which begin alike: g ← g + λ·p.</summary>
public static class SgdRule
{
    private const int Momentum = 0;

    private const int StepSize = 0, Decay = 1, Factor = 2, Newest = 3;

    /// <summary>p ← p − η·g.</summary>
    public readonly struct Plain : IUpdateRule
    {
        /// <inheritdoc/>
        public static int SlotCount => 0;

        /// <inheritdoc/>
        public static int FactorCount => 4;

        /// <inheritdoc/>
        public static string SlotName(int slot) => "";

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
            where V : struct, INumbers<V>
            => Move(ref parameter, Decayed(parameter, gradient, factors), factors);
    }

    /// <summary>m ← μ·m + (1 − τ)·g;  p ← p − η·m. Zeros, and no τ, make the first step's momentum the gradient itself.</summary>
    public readonly struct WithMomentum : IUpdateRule
    {
        /// <inheritdoc/>
        public static int SlotCount => 1;

        /// <inheritdoc/>
        public static int FactorCount => 4;

        /// <inheritdoc/>
        public static string SlotName(int slot) => "momentum";

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
            where V : struct, INumbers<V>
        {
            V m = V.Fma(factors[Factor], slots[Momentum], factors[Newest] * Decayed(parameter, gradient, factors));
            slots[Momentum] = m;
            Move(ref parameter, m, factors);
        }
    }

    /// <summary>m ← μ·m + g;  p ← p − η·(g + μ·m).</summary>
    public readonly struct Nesterov : IUpdateRule
    {
        /// <inheritdoc/>
        public static int SlotCount => 1;

        /// <inheritdoc/>
        public static int FactorCount => 4;

        /// <inheritdoc/>
        public static string SlotName(int slot) => "momentum";

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
            where V : struct, INumbers<V>
        {
            V g = Decayed(parameter, gradient, factors);
            V m = V.Fma(factors[Factor], slots[Momentum], g);
            slots[Momentum] = m;
            Move(ref parameter, V.Fma(factors[Factor], m, g), factors);
        }
    }

    /// <summary>A step's factors.</summary>
    internal static void SetFactors(in UpdateStep step, double momentum, double newest, Span<double> factors)
    {
        factors[StepSize] = -step.LearningRate;
        factors[Decay] = step.WeightDecay;
        factors[Factor] = momentum;
        factors[Newest] = step.Step > 1 ? newest : 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Decayed<V>(V parameter, V gradient, in Factors<V> factors)
        where V : struct, INumbers<V>
        => V.Fma(factors[Decay], parameter, gradient);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move<V>(ref V parameter, V direction, in Factors<V> factors)
        where V : struct, INumbers<V>
        => parameter = V.Fma(factors[StepSize], direction, parameter);
}
