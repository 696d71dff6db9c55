using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// The update of <see cref="Adadelta"/>: g ← g + λ·p;  v ← ρ·v + (1 − ρ)·g²;  d = √(u + ε) / √(v + ε) · g;  u ← ρ·u + (1 − ρ)·d²;
/// p ← p − η·d.
/// </summary>
public readonly struct AdadeltaRule : IUpdateRule
{
    internal const int StepSize = 0, Penalty = 1, Rho = 2, Newest = 3, Epsilon = 4;

    private const int Square = 0, StepSquare = 1;

    /// <inheritdoc/>
    public static int SlotCount => 2;

    /// <inheritdoc/>
    public static int FactorCount => 5;

    /// <inheritdoc/>
    public static string SlotName(int slot) => slot == Square ? "square" : "step_square";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
        where V : struct, INumbers<V>
    {
        V g = V.Fma(factors[Penalty], parameter, gradient);
        V square = V.Fma(factors[Rho], slots[Square], factors[Newest] * g * g);
        V step = V.Sqrt(slots[StepSquare] + factors[Epsilon]) / V.Sqrt(square + factors[Epsilon]) * g;
        slots[Square] = square;
        slots[StepSquare] = V.Fma(factors[Rho], slots[StepSquare], factors[Newest] * step * step);
        parameter = V.Fma(factors[StepSize], step, parameter);
    }
}
