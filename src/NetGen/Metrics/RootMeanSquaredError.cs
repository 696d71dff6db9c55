namespace NetGen;

/// <summary>√(mean (output − target)²) over all values, in the unit of the target.</summary>
public sealed class RootMeanSquaredError() : RegressionMetric("RMSE")
{
    private double _sum;
    private long _count;

    /// <inheritdoc/>
    public override double Value => Math.Sqrt(_sum / _count);

    private protected override void Begin(int width) => (_sum, _count) = (0, 0);

    private protected override void Add(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        for (int i = 0; i < output.Length; i++)
        {
            double error = output[i] - target[i];
            _sum += error * error;
        }

        _count += output.Length;
    }
}
