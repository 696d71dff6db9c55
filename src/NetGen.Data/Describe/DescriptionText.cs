using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>A description as text of fixed width.</summary>
internal static class DescriptionText
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const int LongestName = 24, BarWidth = 32;

    /// <summary>All of it.</summary>
    public static string Write(DatasetDescription data)
    {
        StringBuilder text = new();
        text.Append(data.Title).AppendLine(data.Seen < data.Samples ? Invariant($", of which {data.Seen} were looked at") : "");
        FeatureDescription[] rows =
        [
            .. data.Features.OrderByDescending(feature => feature.Information ?? 0),
            .. new[] { data.Pictures?.Pixels, data.Tokens?.Lengths, data.Target }.OfType<FeatureDescription>(),
        ];
        if (rows.Length > 0)
        {
            Table(text, rows, data.Features.Any(feature => feature.Information is not null));
        }

        if (data.FeaturesLeftOut > 0)
        {
            text.AppendLine(Invariant($"and {data.FeaturesLeftOut} more"));
        }

        Bars(text, "classes", data.Classes.Select(one => (one.Name, (long)one.Count)));
        if (data.Tokens is not null)
        {
            text.AppendLine(Invariant($"{data.Tokens.Total} tokens, {data.Tokens.Distinct} different ones"));
            Bars(text, "most frequent tokens", data.Tokens.Frequent.Select(one => (Invariant($"{one.Token}"), one.Count)));
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>A histogram in one line: a block for each bar, by the square root so that rare values show, none where there is no value.</summary>
    public static string Spark(IReadOnlyList<int> histogram)
    {
        double most = Math.Max(histogram.Max(), 1);
        return string.Concat(histogram.Select(count =>
            count == 0 ? ' ' : Blocks[(int)Math.Round(Math.Sqrt(count / most) * (Blocks.Length - 1))]));
    }

    /// <summary>Four digits: "0.9947", "6.63", "1.2e-05".</summary>
    public static string Number(double value)
    {
        double size = Math.Abs(value);
        return size is 0 || (size >= 1e-3 && size < 1e6)
            ? value.ToString(size >= 100 ? "0.#" : size >= 10 ? "0.##" : "0.####", CultureInfo.InvariantCulture)
            : value.ToString("0.##e0", CultureInfo.InvariantCulture);
    }

    private static void Table(StringBuilder text, IReadOnlyList<FeatureDescription> rows, bool hasInformation)
    {
        int width = Math.Min(Math.Max(rows.Max(row => row.Name.Length), 4), LongestName);
        string head = $"{"".PadRight(width)}{"count",9}{"missing",9}{"mean",10}{"deviation",11}{"least",10}{"25 %",10}{"50 %",10}{"75 %",10}{"most",10}";
        text.Append(head).Append("  ").Append("histogram".PadRight(rows[0].Histogram.Count)).AppendLine(hasInformation ? "  nats" : "");
        foreach (FeatureDescription row in rows)
        {
            string name = row.Name.Length > width ? string.Concat(row.Name.AsSpan(0, width - 1), "…") : row.Name.PadRight(width);
            text.Append(Invariant($"{name}{row.Count,9}{row.Missing,9}{Number(row.Mean),10}{Number(row.Deviation),11}"));
            foreach (double quantile in row.Quantiles)
            {
                text.Append(Number(quantile).PadLeft(10));
            }

            text.Append("  ").Append(Spark(row.Histogram));
            text.AppendLine(row.Information is double nats ? Invariant($"  {nats:0.000}") : "");
        }
    }

    private static void Bars(StringBuilder text, string title, IEnumerable<(string Name, long Count)> bars)
    {
        (string Name, long Count)[] all = [.. bars];
        if (all.Length == 0)
        {
            return;
        }

        text.AppendLine(title);
        int width = all.Max(bar => bar.Name.Length);
        double most = Math.Max(all.Max(bar => bar.Count), 1), sum = Math.Max(all.Sum(bar => bar.Count), 1);
        foreach ((string name, long count) in all)
        {
            string bar = new('█', (int)Math.Round(count / most * BarWidth));
            text.AppendLine(Invariant($"{name.PadRight(width)} {count,9} {100 * count / sum,6:0.0} %  {bar}").TrimEnd());
        }
    }
}
