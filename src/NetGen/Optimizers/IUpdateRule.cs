namespace NetGen;

/// <summary>
/// The formula by which an <see cref="Optimizer"/> changes a parameter: stated once, run on vectors by the CPU and on single numbers by
/// devices. For devices the rule and the types around it must be public.
/// </summary>
public interface IUpdateRule
{
    /// <summary>Numbers that are remembered of each parameter: 0 to <see cref="Slots{V}.Most"/>; 0 before the first step.</summary>
    static abstract int SlotCount { get; }

    /// <summary>What each of them is, as in "mean": part of the name under which a trainer's state is saved.</summary>
    /// <param name="slot">From 0.</param>
    static abstract string SlotName(int slot);

    /// <summary>Numbers of a step that are the same for all parameters: 0 to <see cref="Factors{V}.Most"/>.</summary>
    static abstract int FactorCount { get; }

    /// <summary>One step of each parameter by itself, without branches: <see cref="INumbers{V}.Select"/> chooses between values.</summary>
    /// <typeparam name="V">A number, or a vector of them.</typeparam>
    /// <param name="parameter">Changed in place.</param>
    /// <param name="gradient">Of the loss by the parameter.</param>
    /// <param name="slots">What is remembered of the parameter, changed in place.</param>
    /// <param name="factors">What <see cref="Optimizer.SetFactors"/> says of this step.</param>
    /// <remarks>Mark it with <c>MethodImplOptions.AggressiveInlining</c>: it is called in a loop.</remarks>
    static abstract void Step<V>(ref V parameter, V gradient, ref Slots<V> slots, in Factors<V> factors)
        where V : struct, INumbers<V>;
}
