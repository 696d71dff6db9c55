namespace NetGen;

/// <summary>Of what was taken for a class, the share that is of it: right / taken. 0 where nothing was taken for it.</summary>
/// <param name="average">How several classes become one figure.</param>
/// <exception cref="ArgumentOutOfRangeException">There is no such average.</exception>
public sealed class PrecisionScore(ClassAverage average = ClassAverage.Auto) : ClassCounts("precision", average)
{
    private protected override (long Numerator, long Denominator) Score(long right, long taken, long real) => (right, taken);
}
