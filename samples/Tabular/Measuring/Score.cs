namespace Tabular.Measuring;

/// <summary>How far predictions are from the truth.</summary>
/// <param name="Rmse">√ of the mean squared error.</param>
/// <param name="Mae">Mean absolute error.</param>
/// <param name="RSquared">1 − squared error / squared deviation from the mean of these rows.</param>
internal readonly record struct Score(double Rmse, double Mae, double RSquared)
{
    /// <summary>Measures one; NaN without a row.</summary>
    public static Score Of(IReadOnlyList<(float Predicted, float True)> rows)
    {
        if (rows.Count == 0)
        {
            return new(double.NaN, double.NaN, double.NaN);
        }

        double mean = rows.Average(row => (double)row.True);
        double squared = rows.Average(row => Square(row.Predicted - (double)row.True));
        return new(
            Math.Sqrt(squared),
            rows.Average(row => Math.Abs(row.Predicted - (double)row.True)),
            1 - (squared / rows.Average(row => Square(row.True - mean))));

        static double Square(double value) => value * value;
    }
}
