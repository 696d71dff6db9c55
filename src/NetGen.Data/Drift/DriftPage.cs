using System.Net;
using System.Text;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>A report of drift as a page: the verdict, and for each feature its figures and both distributions.</summary>
internal static class DriftPage
{
    private const int BarWidth = 9, BarHeight = 34;

    private const string Style = """
        :root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1c2330;--soft:#667085;--line:#e3e6ec;--c0:#3f5bd9;--c1:#e2762a;
          --miss:#d9412f;--fine:#1a9a78}
        @media (prefers-color-scheme:dark){:root{--page:#0f1319;--card:#181d26;--ink:#e6eaf2;--soft:#97a3b6;--line:#2a3240;--c0:#8aa0ff;
          --c1:#ffa264;--miss:#ff6f5e;--fine:#4fd1ab}}
        body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        main{max-width:960px;margin:0 auto;padding:36px 24px 48px}
        h1{font-size:28px;letter-spacing:-.02em;margin:0 0 4px}
        .lead{color:var(--soft);margin:0 0 22px}
        .card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:8px 18px;overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
        th,td{text-align:right;padding:6px 10px;border-bottom:1px solid var(--line);white-space:nowrap}
        tr:last-child td,tbody tr:last-child th{border-bottom:0}
        thead th{color:var(--soft);font-weight:500;font-size:13px}th:first-child{text-align:left;font-weight:500}
        .drift{color:var(--miss);font-weight:650}.fine{color:var(--fine)}
        svg{display:block;margin-left:auto}.reference{fill:var(--c0)}.later{fill:var(--c1)}
        .legend i{display:inline-block;width:10px;height:10px;border-radius:2px;margin:0 5px 0 12px}
        footer{margin-top:28px;color:var(--soft);font-size:13px}
        """;

    public static string Write(DriftReport report)
    {
        StringBuilder page = new("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Drift</title>");
        page.Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><style>").Append(Style);
        page.Append("</style></head><body><main>\n<h1 class=\"").Append(report.HasDrifted ? "drift" : "fine").Append("\">");
        page.Append(WebUtility.HtmlEncode(report.Verdict)).Append("</h1>\n<p class=\"lead\">");
        page.Append(Invariant($"{report.ReferenceCount:N0} samples against {report.LaterCount:N0} later ones; {report.Judged}."));
        page.Append("<span class=\"legend\"><i style=\"background:var(--c0)\"></i>reference<i style=\"background:var(--c1)\"></i>later");
        page.Append("</span></p>\n<div class=\"card\"><table><thead><tr><th>feature</th><th>stability index</th>");
        page.Append("<th>Kolmogorov–Smirnov</th><th>p, of all features</th><th></th><th>shares</th></tr></thead><tbody>\n");
        foreach (FeatureDrift feature in report.Features.OrderBy(one => one.AdjustedPValue).ThenByDescending(one => one.Distance))
        {
            page.Append("<tr><th>").Append(WebUtility.HtmlEncode(feature.Name)).Append("</th>");
            page.Append(Invariant($"<td>{feature.StabilityIndex:F3}</td><td>{feature.Distance:F3}</td>"));
            page.Append(Invariant($"<td>{feature.AdjustedPValue:G2}</td>"));
            page.Append(feature.HasDrifted ? "<td class=\"drift\">drift</td>" : "<td class=\"fine\">as before</td>");
            page.Append("<td>").Append(Bars(feature)).Append("</td></tr>\n");
        }

        page.Append("</tbody></table></div>\n<footer>Ranges hold a tenth of the reference each. ");
        page.Append(Invariant($"At most {100 * report.Significance:G3}% of such checks give a false alarm where nothing has changed. "));
        return page.Append("Made by NetGen.</footer></main></body></html>\n").ToString();
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
