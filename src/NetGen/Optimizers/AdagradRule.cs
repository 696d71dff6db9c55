using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>
/// The update of <see cref="Adagrad"/>: g ← g + λ·p;  s ← s + g² + what the sum begins with, in the first step;  p ← p − η·g / (√s + ε).
/// </summary>
public readonly struct AdagradRule : IUpdateRule
{
    internal const int StepSize = 0, Penalty = 1, Epsilon = 2, Initial = 3;

    private const int Sum = 0;

    /// <inheritdoc/>
    public static int SlotCount => 1;

    /// <inheritdoc/>
    public static int FactorCount => 4;

    /// <inheritdoc/>
    public static string SlotName(int slot) => "sum";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
        where V : struct, INumbers<V>
    {
        V g = V.Fma(factors[Penalty], parameter, gradient);
        V sum = V.Fma(g, g, slots[Sum] + factors[Initial]);
        slots[Sum] = sum;
        parameter = V.Fma(factors[StepSize], g / (V.Sqrt(sum) + factors[Epsilon]), parameter);
    }
}
