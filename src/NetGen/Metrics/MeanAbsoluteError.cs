namespace NetGen;

/// <summary>Mean |output − target| over all values.</summary>
public sealed class MeanAbsoluteError() : RegressionMetric("MAE")
{
    private double _sum;
    private long _count;

    /// <inheritdoc/>
    public override double Value => _sum / _count;

    private protected override void Begin(int width) => (_sum, _count) = (0, 0);

    private protected override void Add(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        for (int i = 0; i < output.Length; i++)
        {
            _sum += Math.Abs(output[i] - target[i]);
        }

        _count += output.Length;
    }
}
