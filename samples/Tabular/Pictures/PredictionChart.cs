using ScottPlot;

namespace Tabular.Pictures;

/// <summary>What was foreseen of each row over what was true; on the diagonal both are the same.</summary>
internal static class PredictionChart
{
    private const double Jitter = 0.36;
    private const int JitterSeed = 1;

    /// <summary>Draws it.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="target">What is foreseen.</param>
    /// <param name="step">Width of the groups of the truth whose mean prediction is a line.</param>
    public static Plot Of(IReadOnlyList<(float Predicted, float True)> rows, string target, double step)
    {
        Plot plot = Charts.Empty($"true {target}", $"{target} foreseen");
        var random = new Random(JitterSeed);

        // Whole numbers would lie on one another.
        double spread = rows.All(row => float.IsInteger(row.True)) ? Jitter : 0;
        double[] ends = [rows.Min(row => row.True), rows.Max(row => row.True)];
        ScottPlot.Plottables.Scatter points = plot.Add.ScatterPoints(
            rows.Select(row => row.True + (spread * (random.NextDouble() - 0.5) * 2)).ToArray(),
            rows.Select(row => (double)row.Predicted).ToArray(),
            Charts.ColourOf("network").WithAlpha(rows.Count > 1_000 ? 0.12 : 0.45));
        points.MarkerSize = 6;
        ScottPlot.Plottables.Scatter diagonal = plot.Add.ScatterLine(ends, ends, Colors.Black.WithAlpha(0.6));
        diagonal.LegendText = "as true";
        diagonal.LineWidth = 1.5f;
        (double True, double Predicted)[] means =
        [
            .. rows.GroupBy(row => Math.Floor(row.True / step)).OrderBy(group => group.Key)
                .Select(group => (group.Average(row => (double)row.True), group.Average(row => (double)row.Predicted))),
        ];
        ScottPlot.Plottables.Scatter mean = plot.Add.Scatter(
            means.Select(group => group.True).ToArray(), means.Select(group => group.Predicted).ToArray(), Color.FromHex("#D55E00"));
        mean.LegendText = "mean foreseen";
        mean.LineWidth = 3;
        mean.MarkerSize = 9;
        plot.Legend.FontSize = 14;
        plot.ShowLegend(Alignment.UpperLeft);
        return plot;
    }
}
