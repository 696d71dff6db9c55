using System.Runtime.CompilerServices;

namespace NetGen.Tests;

/// <summary>
/// The example of CONTRIBUTING.md: g ← g + λ·p;  m ← β₁·m + (1 − β₁)·g;  u ← max(β₂·u, |g| + ε);  p ← p − η / (1 − β₁ᵗ) · m / u. PyTorch's
/// Adamax; Kingma and Ba 2015, §7.1.
/// </summary>
public sealed class AdaMax(
    float learningRate = 2e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f, float weightDecay = 0)
    : Optimizer(learningRate, UpdateRule.Of<AdaMaxRule>(), weightDecay)
{
    private readonly double _beta1 = Widen(Decay(beta1)), _beta2 = Widen(Decay(beta2)), _epsilon = Widen(NonNegative(epsilon));

    protected internal override void SetFactors(in UpdateStep step, Span<double> factors)
    {
        factors[AdaMaxRule.StepSize] = -step.LearningRate / (1 - Math.Pow(_beta1, step.Step));
        factors[AdaMaxRule.Penalty] = step.WeightDecay;
        (factors[AdaMaxRule.Beta1], factors[AdaMaxRule.Newest1]) = (_beta1, 1 - _beta1);
        (factors[AdaMaxRule.Beta2], factors[AdaMaxRule.Epsilon]) = (_beta2, _epsilon);
    }
}

/// <summary>The formula.</summary>
public readonly struct AdaMaxRule : IUpdateRule
{
    internal const int StepSize = 0, Penalty = 1, Beta1 = 2, Newest1 = 3, Beta2 = 4, Epsilon = 5;

    public static int SlotCount => 2;

    public static int FactorCount => 6;

    public static string SlotName(int slot) => slot == 0 ? "mean" : "largest";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
        where V : struct, INumbers<V>
    {
        V g = V.Fma(factors[Penalty], parameter, gradient);
        slots[0] = V.Fma(factors[Beta1], slots[0], factors[Newest1] * g);
        slots[1] = V.Max(factors[Beta2] * slots[1], V.Abs(g) + factors[Epsilon]);
        parameter = V.Fma(factors[StepSize], slots[0] / slots[1], parameter);
    }
}
