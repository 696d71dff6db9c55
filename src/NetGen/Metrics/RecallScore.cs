namespace NetGen;

/// <summary>Of what is of a class, the share that was taken for it: right / real. 0 where nothing is of it.</summary>
/// <param name="average">How several classes become one figure.</param>
/// <exception cref="ArgumentOutOfRangeException">There is no such average.</exception>
public sealed class RecallScore(ClassAverage average = ClassAverage.Auto) : ClassCounts("recall", average)
{
    private protected override (long Numerator, long Denominator) Score(long right, long taken, long real) => (right, real);
}
