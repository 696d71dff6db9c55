namespace NetGen;

/// <summary>
/// The harmonic mean of precision and recall: 2 · right / (taken + real). 0 where nothing is of the class, nor was taken for it.
/// </summary>
/// <param name="average">How several classes become one figure: Macro is the mean of the classes' F1, not that of the means.</param>
/// <exception cref="ArgumentOutOfRangeException">There is no such average.</exception>
public sealed class F1Score(ClassAverage average = ClassAverage.Auto) : ClassCounts("F1", average)
{
    private protected override (long Numerator, long Denominator) Score(long right, long taken, long real) => (2 * right, taken + real);
}
