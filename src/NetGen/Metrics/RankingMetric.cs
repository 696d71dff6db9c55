namespace NetGen;

/// <summary>
/// A metric of the order that scores give: all are kept until the end. Of two classes it is that of class 1; of one output and target
/// values that of those above ½. Of more classes each is ranked against the others, by its probability of softmax, and of several outputs
/// each by itself: the value is their mean, without those of which there is nothing to find.
/// </summary>
public abstract class RankingMetric : Metric
{
    private Ranking[] _rankings = [];
    private bool _hasLabels;

    private protected RankingMetric(string name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public override double Value => _rankings.Length == 1
        ? ValueOf(_rankings[0])
        : _rankings.Where(IsCounted).Select(ValueOf).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The value of each class or output; of two classes that of class 1.</summary>
    public IReadOnlyList<double> PerClass => [.. _rankings.Select(ValueOf)];

    /// <inheritdoc/>
    protected internal override void Begin(MetricSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Classes == 0 && source.Width != source.TargetWidth)
        {
            throw source.Refuse("class labels, or yes and no");
        }

        _hasLabels = source.Classes > 0;
        _rankings = new Ranking[source.Classes == 2 ? 1 : source.Width];
        for (int i = 0; i < _rankings.Length; i++)
        {
            _rankings[i] = new Ranking();
        }
    }

    /// <inheritdoc/>
    protected internal override void Add(in MetricBatch batch)
    {
        for (int row = 0; row < batch.Count; row++)
        {
            ReadOnlySpan<double> output = batch.Output(row);
            if (!_hasLabels)
            {
                ReadOnlySpan<double> target = batch.Target(row);
                for (int i = 0; i < _rankings.Length; i++)
                {
                    _rankings[i].Add(output[i], target[i] > 0.5);
                }
            }
            else if (_rankings.Length == 1)
            {
                _rankings[0].Add(output[^1] - output[0], batch.Labels[row] == 1);
            }
            else
            {
                AddOdds(output, batch.Labels[row]);
            }
        }
    }

    private protected abstract double ValueOf(Ranking ranking);

    /// <summary>Whether it counts among several.</summary>
    private protected abstract bool IsCounted(Ranking ranking);

    /// <summary>ln p / (1 − p) of softmax's p: in the order of p, but where p would round to 1, too.</summary>
    private void AddOdds(ReadOnlySpan<double> scores, int label)
    {
        for (int c = 0; c < scores.Length; c++)
        {
            double largest = double.NegativeInfinity, others = 0;
            for (int i = 0; i < scores.Length; i++)
            {
                largest = i == c ? largest : Math.Max(largest, scores[i]);
            }

            for (int i = 0; i < scores.Length; i++)
            {
                others += i == c ? 0 : Math.Exp(scores[i] - largest);
            }

            _rankings[c].Add(scores[c] - largest - Math.Log(others), label == c);
        }
    }
}
