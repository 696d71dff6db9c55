using ScottPlot;

namespace Active;

/// <summary>The accuracy by the number of labels, as a picture: each run thin, their mean thick.</summary>
internal static class CurvePicture
{
    private const int Width = 900, Height = 560;
    private const float Thin = 1, Thick = 3;

    /// <summary>Draws it.</summary>
    /// <param name="file">Where to, as PNG.</param>
    /// <param name="report">The curves.</param>
    public static void Save(string file, Report report)
    {
        using var plot = new Plot();
        Add("asked for by the network", report.Uncertain, Colors.C0);
        Add("at random", report.Random, Colors.C1);
        plot.Add.HorizontalLine(100 * report.Accuracy, 1, Colors.Gray, LinePattern.Dashed);
        plot.Title($"Accuracy by labels ({report.Dataset})");
        plot.XLabel("labels");
        plot.YLabel("% of the test digits");
        plot.ShowLegend(Alignment.LowerRight);
        plot.SavePng(file, Width, Height);

        void Add(string name, IReadOnlyList<LearningCurve> runs, Color color)
        {
            int[] labels = [.. runs[0].Points.Select(point => point.Labels)];
            foreach (LearningCurve run in runs)
            {
                Line([.. run.Points.Select(point => 100 * point.Accuracy)], Thin, color.WithAlpha(0.4));
            }

            Line([.. labels.Select((_, i) => 100 * runs.Average(run => run.Points[i].Accuracy))], Thick, color).LegendText = name;

            ScottPlot.Plottables.Scatter Line(double[] accuracies, float width, Color shade)
            {
                ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(labels, accuracies, shade);
                line.LineWidth = width;
                return line;
            }
        }
    }
}
