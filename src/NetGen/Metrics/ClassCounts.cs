namespace NetGen;

/// <summary>A metric that is counted for each class, or for each yes or no of a row, and averaged.</summary>
public abstract class ClassCounts : DecisionMetric
{
    private readonly ClassAverage _average;
    private ClassAverage _used;
    private bool _hasClasses;
    private long[] _right = [];
    private long[] _taken = [];
    private long[] _true = [];

    private protected ClassCounts(string name, ClassAverage average)
        : base(average is ClassAverage.Auto or ClassAverage.Binary ? name : $"{average.ToString().ToLowerInvariant()} {name}")
    {
        if (!Enum.IsDefined(average))
        {
            throw new ArgumentOutOfRangeException(nameof(average), average, "There is no such average.");
        }

        _average = average;
    }

    /// <summary>
    /// The average of the classes; the figure of a class that has none, such as the precision of what nothing was taken for, is 0.
    /// </summary>
    public override double Value
    {
        get
        {
            long rows = _true.Sum();
            if (_hasClasses && rows == 0)
            {
                return double.NaN;
            }

            switch (_used)
            {
                case ClassAverage.Binary:
                    return ScoreOf(_right.Length - 1);
                case ClassAverage.Micro:
                    return Share(_right.Sum(), _taken.Sum(), rows);
                default:
                    int[] counted = [.. Enumerable.Range(0, _true.Length).Where(c => !_hasClasses || _true[c] + _taken[c] > 0)];
                    return _used == ClassAverage.Macro
                        ? counted.Average(ScoreOf)
                        : rows == 0 ? 0 : counted.Sum(c => ScoreOf(c) * _true[c]) / rows;
            }
        }
    }

    /// <summary>The figure of each class, or of each yes or no; 0 of those that have none.</summary>
    public IReadOnlyList<double> PerClass => [.. Enumerable.Range(0, _true.Length).Select(ScoreOf)];

    /// <summary>The figure of counts, whose denominator is not 0.</summary>
    /// <param name="right">Decisions for the class that were right.</param>
    /// <param name="taken">Decisions for the class.</param>
    /// <param name="real">Decisions that should have been for it.</param>
    private protected abstract (long Numerator, long Denominator) Score(long right, long taken, long real);

    private protected override void Begin(MetricSource source, int classes, int outputs)
    {
        if (_average == ClassAverage.Binary && classes != 2)
        {
            throw source.Refuse("two classes, or one yes or no");
        }

        _hasClasses = classes > 0;
        _used = _average != ClassAverage.Auto ? _average : classes == 2 ? ClassAverage.Binary : ClassAverage.Macro;
        int counted = _hasClasses ? classes : outputs;
        (_right, _taken, _true) = (new long[counted], new long[counted], new long[counted]);
    }

    private protected override void Count(int output, int truth, int taken)
    {
        if (_hasClasses)
        {
            _true[truth]++;
            _taken[taken]++;
            _right[truth] += truth == taken ? 1 : 0;
        }
        else
        {
            _true[output] += truth;
            _taken[output] += taken;
            _right[output] += truth * taken;
        }
    }

    private double ScoreOf(int c) => Share(_right[c], _taken[c], _true[c]);

    private double Share(long right, long taken, long real)
    {
        (long numerator, long denominator) = Score(right, taken, real);
        return denominator == 0 ? 0 : (double)numerator / denominator;
    }
}
