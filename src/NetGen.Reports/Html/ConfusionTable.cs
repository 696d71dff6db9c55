using static System.FormattableString;

namespace NetGen.Reports.Html;

/// <summary>A confusion matrix as a heat map; of many classes a list of what is confused most.</summary>
internal static class ConfusionTable
{
    private const int MostClasses = 30, MostPairs = 20;

    /// <summary>The table.</summary>
    public static Markup Draw(ConfusionMatrix matrix)
    {
        return matrix.Classes <= MostClasses ? Map(matrix) : Pairs(matrix);
    }

    /// <summary>Precision, recall and F1 of each class.</summary>
    public static Markup Figures(ConfusionMatrix matrix)
    {
        Markup table = new();
        table.Add($"<table class=\"figures\"><thead><tr><th>class</th><th>samples</th>")
            .Add($"<th>precision</th><th>recall</th><th>F1</th></tr></thead><tbody>");
        for (int c = 0; c < matrix.Classes; c++)
        {
            int[] all = [.. Enumerable.Range(0, matrix.Classes)];
            long real = all.Sum(taken => (long)matrix[c, taken]), takenFor = all.Sum(label => (long)matrix[label, c]);
            table.Add($"<tr><th>{matrix.Names[c]}</th><td>{real:N0}</td><td>{Share(matrix[c, c], takenFor)}</td>")
                .Add($"<td>{Share(matrix[c, c], real)}</td><td>{Share(2L * matrix[c, c], takenFor + real)}</td></tr>");
        }

        return table.Add($"</tbody></table>");

        static string Share(long part, long whole) => whole == 0 ? "–" : Invariant($"{100.0 * part / whole:0.0} %");
    }

    private static Markup Map(ConfusionMatrix matrix)
    {
        Markup table = new();
        table.Add($"<table class=\"confusion\"><thead><tr><th class=\"corner\"><span>label</span><span>taken for</span></th>");
        foreach (string name in matrix.Names)
        {
            table.Add($"<th scope=\"col\">{name}</th>");
        }

        table.Add($"</tr></thead><tbody>");
        for (int label = 0; label < matrix.Classes; label++)
        {
            double all = Enumerable.Range(0, matrix.Classes).Sum(taken => (double)matrix[label, taken]);
            table.Add($"<tr><th scope=\"row\">{matrix.Names[label]}</th>");
            for (int taken = 0; taken < matrix.Classes; taken++)
            {
                int count = matrix[label, taken];
                double share = all == 0 ? 0 : count / all;

                // Few are wrong, so their colour grows faster.
                double depth = label == taken ? share : Math.Sqrt(share);
                string kind = count == 0 ? "none" : label == taken ? "hit" : "miss";
                table.Add($"<td class=\"{kind}{(depth > 0.6 ? " deep" : "")}\" style=\"--d:{100 * depth:0}%\"")
                    .Add($"title=\"{matrix.Names[label]} taken for {matrix.Names[taken]}:")
                    .Add($"{count:N0} of {all:N0} ({100 * share:0.##} %)\">{count}</td>");
            }

            table.Add($"</tr>");
        }

        return table.Add($"</tbody></table>");
    }

    private static Markup Pairs(ConfusionMatrix matrix)
    {
        Markup table = new();
        table.Add($"<table class=\"figures\"><thead><tr><th>label</th><th>taken for</th><th>times</th></tr></thead><tbody>");
        IEnumerable<(int Label, int Taken)> pairs = Enumerable.Range(0, matrix.Classes)
            .SelectMany(label => Enumerable.Range(0, matrix.Classes).Select(taken => (label, taken)));
        foreach ((int label, int taken) in pairs.Where(pair => pair.Label != pair.Taken && matrix[pair.Label, pair.Taken] > 0)
            .OrderByDescending(pair => matrix[pair.Label, pair.Taken]).Take(MostPairs))
        {
            table.Add($"<tr><th>{matrix.Names[label]}</th><td>{matrix.Names[taken]}</td><td>{matrix[label, taken]:N0}</td></tr>");
        }

        return table.Add($"</tbody></table>");
    }
}
