using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>The two halves of the update of <see cref="Muon"/>, between which the direction is made orthogonal.</summary>
public static class MuonRule
{
    internal const int Momentum = 0, Newest = 1, OfMomentum = 2, OfGradient = 3, Kept = 4, StepSize = 5, Count = 6;

    /// <summary>m ← μ·m + (1 − μ)·g;  the direction is m, or with Nesterov (1 − μ)·g + μ·m.</summary>
    public readonly struct Direction : IUpdateRule
    {
        /// <inheritdoc/>
        public static int SlotCount => 1;

        /// <inheritdoc/>
        public static int FactorCount => Count;

        /// <inheritdoc/>
        public static string SlotName(int slot) => "momentum";

        /// <inheritdoc/>
        /// <remarks>What is given as the parameter receives the direction.</remarks>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
            where V : struct, INumbers<V>
        {
            V momentum = V.Fma(factors[Momentum], slots[0], factors[Newest] * gradient);
            slots[0] = momentum;
            parameter = V.Fma(factors[OfMomentum], momentum, factors[OfGradient] * gradient);
        }
    }

    /// <summary>p ← p · (1 − η·λ) − η·o, where o is given as the gradient.</summary>
    public readonly struct Move : IUpdateRule
    {
        /// <inheritdoc/>
        public static int SlotCount => 0;

        /// <inheritdoc/>
        public static int FactorCount => Count;

        /// <inheritdoc/>
        public static string SlotName(int slot) => "";

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
            where V : struct, INumbers<V>
            => parameter = V.Fma(factors[StepSize], gradient, factors[Kept] * parameter);
    }
}
