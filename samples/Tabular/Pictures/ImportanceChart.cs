using ScottPlot;
using Tabular.Measuring;

namespace Tabular.Pictures;

/// <summary>How much the error of some learners grows where one column is shuffled: a mean over the folds.</summary>
internal static class ImportanceChart
{
    /// <summary>Draws it, what matters most above.</summary>
    /// <param name="outcomes">Of all learners and folds.</param>
    /// <param name="columns">The columns of the table.</param>
    /// <param name="learners">Whose bars are drawn; the columns are sorted by the first.</param>
    public static Plot Of(IReadOnlyList<Outcome> outcomes, IReadOnlyList<string> columns, IReadOnlyList<string> learners)
    {
        ILookup<(string, string), double> growths = outcomes
            .SelectMany(one => one.Importance.Select(entry => (Key: (one.Learner, entry.Column), entry.Growth)))
            .ToLookup(entry => entry.Key, entry => entry.Growth);
        string[] sorted = [.. columns.OrderByDescending(column => growths[(learners[0], column)].Average())];
        Plot plot = Charts.Empty("growth of the root mean squared error where the column is shuffled", "");
        double size = 0.8 / learners.Count;
        for (int i = 0; i < learners.Count; i++)
        {
            double shift = (0.5 * (learners.Count - 1) - i) * size;
            Bar[] bars =
            [
                .. sorted.Select((column, row) => new Bar
                {
                    Position = sorted.Length - 1 - row + shift,
                    Value = growths[(learners[i], column)].Average(),
                    Size = size,
                    LineWidth = 0,
                    FillColor = Charts.ColourOf(learners[i]),
                    Orientation = Orientation.Horizontal,
                }),
            ];
            plot.Add.Bars(bars).LegendText = learners[i];
        }

        Charts.NameRows(plot, sorted);
        plot.Legend.FontSize = 14;
        plot.ShowLegend(Alignment.LowerRight);
        return plot;
    }
}
