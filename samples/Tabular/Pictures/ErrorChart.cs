using ScottPlot;
using Tabular.Measuring;

namespace Tabular.Pictures;

/// <summary>The error of each learner as a bar, from fold to fold as its whisker; paler that of rows unlike any trained on.</summary>
internal static class ErrorChart
{
    private const double AlikeWithin = 1e-9;

    /// <summary>Draws it.</summary>
    /// <param name="learners">Each trained on all rows.</param>
    public static Plot Of(IReadOnlyList<Summary> learners)
    {
        Summary[] sorted = [.. learners.OrderBy(one => one.Score.Rmse)];
        bool hasTwins = sorted.Any(one => one.New - one.Score.Rmse > AlikeWithin);
        Plot plot = Charts.Empty("root mean squared error (whisker: deviation between folds)", "");
        for (int i = 0; i < sorted.Length; i++)
        {
            Summary one = sorted[i];
            double place = sorted.Length - 1 - i;
            Color colour = Charts.ColourOf(one.Learner);
            Draw(plot, hasTwins ? place + 0.2 : place, one.Score.Rmse, colour, hasTwins ? 0.36 : 0.6, one.Deviation);
            if (hasTwins)
            {
                Draw(plot, place - 0.2, one.New, colour.WithAlpha(0.4), 0.36, 0);
            }
        }

        Charts.NameRows(plot, [.. sorted.Select(one => one.Learner)]);
        plot.Axes.SetLimitsX(0, 1.12 * sorted.Max(one => Math.Max(one.Score.Rmse + one.Deviation, one.New)));
        if (hasTwins)
        {
            plot.Legend.ManualItems.Add(new() { LabelText = "all rows", FillColor = Colors.Gray });
            plot.Legend.ManualItems.Add(new() { LabelText = "rows unlike any trained on", FillColor = Colors.Gray.WithAlpha(0.4) });
            plot.ShowLegend(Edge.Bottom);
        }

        return plot;
    }

    private static void Draw(Plot plot, double place, double value, Color colour, double size, double deviation)
    {
        plot.Add.Bar(new Bar
        {
            Position = place, Value = value, Error = deviation, FillColor = colour, LineWidth = 0, Size = size, Orientation = Orientation.Horizontal,
        });
        ScottPlot.Plottables.Text text = plot.Add.Text(Charts.Number(value), value + deviation, place);
        text.LabelAlignment = Alignment.MiddleLeft;
        text.OffsetX = 6;
        text.LabelFontSize = 14;
    }
}
