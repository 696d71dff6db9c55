using ScottPlot;
using Tabular.Measuring;
using static System.FormattableString;

namespace Tabular.Pictures;

/// <summary>The error of each learner by the rows it was trained on, which double from point to point.</summary>
internal static class LearningCurveChart
{
    /// <summary>Draws it.</summary>
    /// <param name="summaries">All learners and shares.</param>
    public static Plot Of(IReadOnlyList<Summary> summaries)
    {
        Plot plot = Charts.Empty("rows to learn from", "root mean squared error");
        foreach (IGrouping<string, Summary> learner in summaries.GroupBy(one => one.Learner))
        {
            Summary[] points = [.. learner.OrderBy(one => one.TrainRows)];
            double[] rows = [.. points.Select(one => Math.Log2(one.TrainRows))];
            Color colour = Charts.ColourOf(learner.Key);
            ScottPlot.Plottables.Scatter line = plot.Add.Scatter(rows, [.. points.Select(one => one.Score.Rmse)], colour);
            line.LegendText = learner.Key;
            line.LineWidth = learner.Key == "network" ? 4 : 2.5f;
            line.MarkerSize = 9;
            ScottPlot.Plottables.FillY band = plot.Add.FillY(
                rows, [.. points.Select(one => one.Score.Rmse - one.Deviation)], [.. points.Select(one => one.Score.Rmse + one.Deviation)]);
            band.FillColor = colour.WithAlpha(0.08);
            band.LineWidth = 0;
        }

        int[] ticks = [.. summaries.Select(one => one.TrainRows).Distinct()];
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            [.. ticks.Select(rows => Math.Log2(rows))], [.. ticks.Select(rows => Invariant($"{rows}"))]);
        plot.Legend.FontSize = 14;
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }
}
