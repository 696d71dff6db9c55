using System.Text;
using NetGen.Data.Html;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>A report of drift as a page: the verdict, and for each feature its figures and both distributions.</summary>
internal static class DriftPage
{
    private const int BarWidth = 9, BarHeight = 34;

    private const string Style = """
        :root{--miss:#d9412f;--fine:#1a9a78}
        @media (prefers-color-scheme:dark){:root{--miss:#ff6f5e;--fine:#4fd1ab}}
        section{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
        th,td{text-align:right;padding:6px 10px;border-bottom:1px solid var(--line);white-space:nowrap}
        tr:last-child td,tbody tr:last-child th{border-bottom:0}
        thead th{color:var(--soft);font-weight:500;font-size:13px}th:first-child{text-align:left;font-weight:500}
        .drift{color:var(--miss);font-weight:650}.fine{color:var(--fine)}
        svg{display:block;margin-left:auto}.reference{fill:var(--bar)}.later{fill:var(--box)}
        .legend i{display:inline-block;width:10px;height:10px;border-radius:2px;margin:0 5px 0 12px}
        footer{margin-top:28px;color:var(--soft);font-size:13px}
        """;

    public static string Write(DriftReport report)
    {
        StringBuilder page = HtmlPage.Begin("Drift", Style);
        page.Append("<h1 class=\"").Append(report.HasDrifted ? "drift" : "fine").Append("\">");
        page.Append(HtmlPage.Encode(report.Verdict)).Append("</h1>\n<p>");
        page.Append(Invariant($"{report.ReferenceCount:N0} samples against {report.LaterCount:N0} later ones; {report.Judged}."));
        page.Append("<span class=\"legend\"><i style=\"background:var(--bar)\"></i>reference<i style=\"background:var(--box)\"></i>later");
        page.Append("</span></p>\n<section><table><thead><tr><th>feature</th><th>stability index</th>");
        page.Append("<th>Kolmogorov–Smirnov</th><th>p, of all features</th><th></th><th>shares</th></tr></thead><tbody>\n");
        foreach (FeatureDrift feature in report.Features.OrderBy(one => one.AdjustedPValue).ThenByDescending(one => one.Distance))
        {
            page.Append("<tr><th>").Append(HtmlPage.Encode(feature.Name)).Append("</th>");
            page.Append(Invariant($"<td>{feature.StabilityIndex:F3}</td><td>{feature.Distance:F3}</td>"));
            page.Append(Invariant($"<td>{feature.AdjustedPValue:G2}</td>"));
            page.Append(feature.HasDrifted ? "<td class=\"drift\">drift</td>" : "<td class=\"fine\">as before</td>");
            page.Append("<td>").Append(Bars(feature)).Append("</td></tr>\n");
        }

        page.Append("</tbody></table></section>\n<footer>Ranges hold a tenth of the reference each. ");
        page.Append(Invariant($"At most {100 * report.Significance:G3}% of such checks give a false alarm where nothing has changed. "));
        return HtmlPage.End(page.Append("Made by NetGen.</footer>"));
    }

    /// <summary>Both shares of each range, side by side.</summary>
    private static StringBuilder Bars(FeatureDrift feature)
    {
        int count = feature.ReferenceShares.Count;
        double most = Math.Max(feature.ReferenceShares.Max(), feature.LaterShares.Max());
        StringBuilder bars = new(Invariant($"<svg width=\"{2 * BarWidth * count}\" height=\"{BarHeight}\" role=\"img\">"));
        for (int range = 0; range < count; range++)
        {
            Bar("reference", 2 * range, feature.ReferenceShares[range]);
            Bar("later", (2 * range) + 1, feature.LaterShares[range]);
        }

        return bars.Append("</svg>");

        void Bar(string kind, int place, double share)
        {
            double height = BarHeight * share / most;
            bars.Append(Invariant($"<rect class=\"{kind}\" x=\"{place * BarWidth}\" y=\"{BarHeight - height:F1}\" "))
                .Append(Invariant($"width=\"{BarWidth - 1 - (place % 2)}\" height=\"{height:F1}\"/>"));
        }
    }
}
