using ScottPlot;

namespace Recommend;

/// <summary>The hit rate by the length of the list, as a picture.</summary>
internal static class HitRatePicture
{
    private const int Longest = 50, Width = 900, Height = 560;

    /// <summary>Draws it.</summary>
    /// <param name="file">Where to, as PNG.</param>
    /// <param name="report">The lists.</param>
    public static void Save(string file, Report report)
    {
        int[] lengths = [.. Enumerable.Range(1, Longest)];
        using var plot = new Plot();
        if (report.Truth is not null)
        {
            Add("best possible", report.Truth.HitRate, Colors.C2);
        }

        Add("network", report.Network.HitRate, Colors.C0);
        Add("most popular", report.Popularity.HitRate, Colors.C1);
        Add("chance", length => (double)length / report.Items, Colors.Gray);
        plot.Title($"Users whose held-out item is on the list ({report.Dataset})");
        plot.XLabel("items on the list");
        plot.YLabel("hit rate");
        plot.Axes.SetLimits(0, Longest, 0, plot.Axes.GetLimits().Top);
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SavePng(file, Width, Height);

        void Add(string name, Func<int, double> rate, Color color)
        {
            var line = plot.Add.ScatterLine(lengths, Array.ConvertAll(lengths, length => rate(length)), color);
            line.LegendText = name;
            line.LineWidth = 2.5f;
        }
    }
}
