namespace NetGen;

/// <summary>Share of the rows whose label is among the k largest scores; of equal ones the first count as larger.</summary>
public sealed class TopKAccuracy : Metric
{
    private readonly int _k;
    private long _right;
    private long _rows;

    /// <summary>Makes the metric.</summary>
    /// <param name="k">How many scores may be as large as the label's, itself included: at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public TopKAccuracy(int k = 5)
        : base(FormattableString.Invariant($"top-{k} accuracy"))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        _k = k;
    }

    /// <inheritdoc/>
    public override double Value => (double)_right / _rows;

    /// <inheritdoc/>
    protected internal override void Begin(MetricSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Classes == 0)
        {
            throw source.Refuse("class labels");
        }

        (_right, _rows) = (0, 0);
    }

    /// <inheritdoc/>
    protected internal override void Add(in MetricBatch batch)
    {
        for (int row = 0; row < batch.Count; row++)
        {
            _right += PlaceOf(batch.Labels[row], batch.Output(row)) < _k ? 1 : 0;
        }

        _rows += batch.Count;
    }

    /// <summary>How many scores stand before one; one that is not a number is the last.</summary>
    private static int PlaceOf(int label, ReadOnlySpan<double> scores)
    {
        double score = scores[label];
        if (double.IsNaN(score))
        {
            return int.MaxValue;
        }

        int before = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            before += scores[i] > score || (scores[i] == score && i < label) ? 1 : 0;
        }

        return before;
    }
}
