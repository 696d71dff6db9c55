namespace NetGen;

/// <summary>A metric of outputs beside target values of the same number.</summary>
public abstract class RegressionMetric : Metric
{
    private protected RegressionMetric(string name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    protected internal override void Begin(MetricSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.TargetWidth == 0 || source.TargetWidth != source.Width)
        {
            throw source.Refuse("as many target values as there are outputs");
        }

        Begin(source.Width);
    }

    /// <inheritdoc/>
    protected internal override void Add(in MetricBatch batch)
    {
        for (int row = 0; row < batch.Count; row++)
        {
            Add(batch.Output(row), batch.Target(row));
        }
    }

    private protected abstract void Begin(int width);

    private protected abstract void Add(ReadOnlySpan<double> output, ReadOnlySpan<double> target);
}
