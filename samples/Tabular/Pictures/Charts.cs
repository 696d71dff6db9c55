using ScottPlot;
using Tabular.Measuring;
using Tabular.Tables;
using static System.FormattableString;

namespace Tabular.Pictures;

/// <summary>The pictures of a run: error by learner and by rows, predictions beside the truth, what each column is worth.</summary>
internal static class Charts
{
    private const int Width = 960, Height = 600;

    /// <summary>Writes them as PNG.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="table">What was learnt from.</param>
    /// <param name="outcomes">Of each fold.</param>
    /// <param name="summaries">Of all folds.</param>
    /// <param name="network">Name of the learner whose predictions are shown.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Save(
        string folder, Table table, IReadOnlyList<Outcome> outcomes, IReadOnlyList<Summary> summaries, string network)
    {
        Save("errors.png", ErrorChart.Of([.. summaries.Where(one => one.IsWhole)]), "Error by learner", Height * 3 / 4);
        Save("learning-curve.png", LearningCurveChart.Of(summaries), "Error by rows to learn from", Height);
        Save(
            "predicted.png",
            PredictionChart.Of([.. outcomes.Where(one => one.Learner == network).SelectMany(one => one.Rows)], table.Target, table.LabelStep),
            "Foreseen against true, by the network, each row when it was not trained on", Height);
        Save(
            "importance.png",
            ImportanceChart.Of(outcomes, [.. table.Numbers, table.Category], [network, "LightGBM"]),
            "What each column is worth", Height);

        void Save(string name, Plot plot, string title, int height)
        {
            plot.Title($"{table.Name}: {title}", 17);
            plot.SavePng(Path.Join(folder, name), Width, height);
        }
    }

    /// <summary>An empty plot in the look of all of them.</summary>
    public static Plot Empty(string bottom, string left)
    {
        var plot = new Plot();
        plot.Font.Set(Fonts.Default);
        plot.XLabel(bottom, 15);
        plot.YLabel(left, 15);
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.08);
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        foreach (IAxis axis in (IAxis[])[plot.Axes.Bottom, plot.Axes.Left])
        {
            axis.TickLabelStyle.FontSize = 14;
        }

        return plot;
    }

    /// <summary>The colour of a learner in all pictures. Okabe and Ito's, told apart by all eyes.</summary>
    public static Color ColourOf(string learner) => Color.FromHex(learner switch
    {
        "network" => "#0072B2",
        "LightGBM" => "#009E73",
        "FastTree" => "#E69F00",
        "linear, all features" => "#CC79A7",
        _ => "#8A8A8A",
    });

    /// <summary>Names instead of numbers on the left.</summary>
    public static void NameRows(Plot plot, IReadOnlyList<string> names)
    {
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            [.. names.Select((_, i) => (double)(names.Count - 1 - i))], [.. names]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Axes.SetLimitsY(-0.6, names.Count - 0.4);
    }

    /// <summary>A number for people.</summary>
    public static string Number(double value) => value < 1 ? Invariant($"{value:0.000}") : Invariant($"{value:0.00}");
}
