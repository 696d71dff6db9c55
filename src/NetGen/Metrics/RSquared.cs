namespace NetGen;

/// <summary>
/// The coefficient of determination, 1 − Σ (output − target)² / Σ (target − mean)²: 1 is perfect, 0 as good as the mean. Of several
/// outputs the mean of each one's. Where a target never changes it is 1 if it was met exactly, else 0; NaN of fewer than two rows.
/// </summary>
public sealed class RSquared() : RegressionMetric("R²")
{
    private double[] _errors = [];
    private double[] _means = [];
    private double[] _spreads = [];
    private long _rows;

    /// <inheritdoc/>
    public override double Value => _rows < 2
        ? double.NaN
        : _errors.Zip(_spreads, (error, spread) => spread > 0 ? 1 - (error / spread) : error > 0 ? 0 : 1).Average();

    private protected override void Begin(int width) =>
        (_errors, _means, _spreads, _rows) = (new double[width], new double[width], new double[width], 0);

    private protected override void Add(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        _rows++;
        for (int i = 0; i < output.Length; i++)
        {
            double error = output[i] - target[i], difference = target[i] - _means[i];
            _errors[i] += error * error;

            // Welford 1962: the spread around a mean that moves, without the difference of large sums.
            _means[i] += difference / _rows;
            _spreads[i] += difference * (target[i] - _means[i]);
        }
    }
}
