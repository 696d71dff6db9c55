using System.Runtime.CompilerServices;

namespace NetGen.Tests;

/// <summary>
/// RMSprop as a user would write it, on gradients clipped to ±1 so that a choice is in it:
/// v ← α·v + (1 − α)·g²;  m ← μ·m + g / (√v + ε);  p ← p − η·m. PyTorch's RMSprop.
/// </summary>
public sealed class ClippedRmsProp : Optimizer
{
    private readonly double _alpha, _epsilon, _momentum;

    public ClippedRmsProp(float learningRate = 1e-2f, float alpha = 0.99f, float epsilon = 1e-8f, float momentum = 0)
        : base(learningRate, UpdateRule.Of<ClippedRmsPropRule>()) =>
        (_alpha, _epsilon, _momentum) = (Widen(Decay(alpha)), Widen(NonNegative(epsilon)), Widen(NonNegative(momentum)));

    protected internal override void SetFactors(in UpdateStep step, Span<double> factors)
    {
        factors[ClippedRmsPropRule.Rate] = step.LearningRate;
        factors[ClippedRmsPropRule.Alpha] = _alpha;
        factors[ClippedRmsPropRule.Newest] = 1 - _alpha;
        factors[ClippedRmsPropRule.Epsilon] = _epsilon;
        factors[ClippedRmsPropRule.Momentum] = _momentum;
        factors[ClippedRmsPropRule.Bound] = 1;
    }
}

/// <summary>The formula.</summary>
public readonly struct ClippedRmsPropRule : IUpdateRule
{
    internal const int Rate = 0, Alpha = 1, Newest = 2, Epsilon = 3, Momentum = 4, Bound = 5;

    private const int Square = 0, Velocity = 1;

    public static int SlotCount => 2;

    public static int FactorCount => 6;

    public static string SlotName(int slot) => slot == Square ? "square" : "momentum";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
        where V : struct, INumbers<V>
    {
        V bound = factors[Bound];
        V g = V.Select(V.GreaterThan(V.Abs(gradient), bound), bound * gradient / V.Abs(gradient), gradient);
        g = V.Max(V.Min(g, bound), V.Zero - bound);
        V square = V.Fma(factors[Alpha], slots[Square], factors[Newest] * g * g);
        V velocity = V.Fma(factors[Momentum], slots[Velocity], g / (V.Sqrt(square) + factors[Epsilon]));
        slots[Square] = square;
        slots[Velocity] = velocity;
        parameter -= factors[Rate] * velocity;
    }
}
